import { encryptionKeys } from "./encryption-keys.server";

/** How everything sealed with the newest key begins: what begins otherwise is sealed anew by rotation. */
export function newestHeader(): Buffer {
  const { id } = encryptionKeys().newest;
  return Buffer.concat([Buffer.from([1, id.length]), Buffer.from(id, "latin1")]);
}
