import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { encryptionKeys } from "./encryption-keys.server";

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts with the newest key (AES-256-GCM). Layout: format 1, length of the key id, key id, nonce, tag, ciphertext.
 * @param purpose where the bytes belong (`inbox`, `session:<id>`, `profile:<shop>:<member>`): sealed bytes moved to another place do not open.
 */
export function seal(plain: Uint8Array | string, purpose: string): Buffer {
  const { id, key } = encryptionKeys().newest;
  const nonce = randomBytes(NONCE_BYTES);
  const head = header(id);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(aad(head, purpose));
  const body = cipher.update(plain as Buffer);
  cipher.final(); // GCM has given everything before.
  return Buffer.concat([head, nonce, cipher.getAuthTag(), body]);
}

/** @throws Error when the key is not known any more, the bytes were changed, or they were sealed for another purpose. */
export function open(sealed: Uint8Array, purpose: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const id = keyIdOf(bytes);
  const key = encryptionKeys().byId.get(id);
  if (!key) throw new Error(`sealed with key ${id}, which ENCRYPTION_KEYS does not hold: expected older keys to stay there until everything is sealed anew`);
  const start = 2 + id.length;
  const nonce = bytes.subarray(start, start + NONCE_BYTES);
  const tag = bytes.subarray(start + NONCE_BYTES, start + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad(bytes.subarray(0, start), purpose)).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(bytes.subarray(start + NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    throw new Error(`sealed bytes for ${purpose.split(":")[0]} do not open: changed, or sealed for another place`);
  }
}

/** The id of the key that sealed these bytes: what is not sealed with the newest is sealed anew by rotation. */
export function keyIdOf(sealed: Uint8Array): string {
  const length = sealed[1] ?? 0;
  if (sealed[0] !== FORMAT || sealed.length < 2 + length + NONCE_BYTES + TAG_BYTES) {
    throw new Error(`sealed bytes of length ${sealed.length} and format ${sealed[0] ?? "none"}: expected format ${FORMAT}`);
  }
  return Buffer.from(sealed.subarray(2, 2 + length)).toString("latin1");
}

const header = (id: string) => Buffer.concat([Buffer.from([FORMAT, id.length]), Buffer.from(id, "latin1")]);
const aad = (head: Uint8Array, purpose: string) => Buffer.concat([head, Buffer.from(purpose, "utf8")]);
