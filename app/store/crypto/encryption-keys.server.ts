import { createSecretKey, type KeyObject } from "node:crypto";

export interface EncryptionKeys { newest: { id: string; key: KeyObject }; byId: ReadonlyMap<string, KeyObject> }

const EXPECTED = "expected `<id>:<32 bytes in base64>`, the newest first, separated by commas";
let parsed: { text: string; keys: EncryptionKeys } | null = null;

/** The keys of `ENCRYPTION_KEYS`: the first encrypts, all decrypt. Parsed at first use. @throws Error naming the place, never the key. */
export function encryptionKeys(text = process.env.ENCRYPTION_KEYS ?? ""): EncryptionKeys {
  if (parsed?.text !== text) parsed = { text, keys: parseEncryptionKeys(text) };
  return parsed.keys;
}

function parseEncryptionKeys(text: string): EncryptionKeys {
  const entries = text.split(",").map((entry) => entry.trim()).filter(Boolean).map(parseEntry);
  const newest = entries[0];
  if (!newest) throw new Error(`ENCRYPTION_KEYS is empty: ${EXPECTED}`);
  return { newest, byId: new Map(entries.map(({ id, key }) => [id, key])) };
}

function parseEntry(entry: string, index: number): EncryptionKeys["newest"] {
  const colon = entry.indexOf(":");
  const [id, bytes] = [entry.slice(0, Math.max(0, colon)), Buffer.from(entry.slice(colon + 1), "base64")];
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(id)) throw new Error(`id of key ${index + 1} in ENCRYPTION_KEYS: ${EXPECTED}`);
  if (bytes.length !== 32) throw new Error(`key ${id} in ENCRYPTION_KEYS has ${bytes.length} bytes: ${EXPECTED}`);
  return { id, key: createSecretKey(bytes) };
}
