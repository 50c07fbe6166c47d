import { randomBytes } from "node:crypto";
import { createHasher, type Hasher } from "../crypto/hasher";
import { open, seal } from "../crypto/seal.server";
import { query } from "../db.server";
import { processCache } from "../process-cache";
import { sql } from "../sql";
import { pepperPurpose } from "./pepper-purpose";

const hashers = processCache<bigint, Promise<Hasher>>();

/** The keyed hashes of one shop. Its pepper is made at first use and never changes, so a process reads it once. */
export function shopHasher(shopId: bigint): Promise<Hasher> {
  let known = hashers.get(shopId);
  if (!known) {
    known = pepperOf(shopId).then(createHasher);
    hashers.set(shopId, known);
    known.catch(() => hashers.delete(shopId));
  }
  return known;
}

async function pepperOf(shopId: bigint): Promise<Buffer> {
  const fresh = seal(randomBytes(32), pepperPurpose(shopId));
  // Two processes at once: the first one stays, both read it.
  const [row] = await query<{ pepper: Buffer }>(sql`
    WITH made AS (UPDATE shop SET pepper = ${fresh} WHERE shop_id = ${shopId} AND pepper IS NULL RETURNING pepper)
    SELECT coalesce((SELECT pepper FROM made), (SELECT pepper FROM shop WHERE shop_id = ${shopId})) AS pepper`);
  if (!row) throw new Error(`shop ${shopId}: expected a known shop`);
  if (!row.pepper) return pepperOf(shopId);
  return open(row.pepper, pepperPurpose(shopId));
}
