import { inTransaction } from "../in-transaction.server";
import { sql } from "../sql";

/** Who asked for what: `requestId` is the same for all repetitions of one command, `fingerprint` tells what it asked for. */
export interface Command { actor: string; requestId: string; fingerprint: string }

/** `open`: nobody has answered it yet; `other`: the id was used for something else. */
export type Recalled<Answer> = { kind: "open" } | { kind: "answered"; answer: Answer } | { kind: "other" };

/**
 * Notes a command, or recalls what it was answered. A command noted and never answered (the process ended) is open again, so
 * what it does must be harmless to do twice.
 */
export function recallCommand<Answer>(shopId: bigint, { actor, requestId, fingerprint }: Command): Promise<Recalled<Answer>> {
  return inTransaction(shopId, async (db) => {
    await db.query(sql`
      INSERT INTO command (shop_id, actor, request_id, fingerprint) VALUES (${shopId}, ${actor}, ${requestId}, ${fingerprint}) ON CONFLICT DO NOTHING`);
    const [known] = await db.query<{ fingerprint: string; answer: Answer | null }>(sql`
      SELECT fingerprint, answer FROM command WHERE shop_id = ${shopId} AND actor = ${actor} AND request_id = ${requestId}`);
    if (known?.fingerprint !== fingerprint) return { kind: "other" };
    return known.answer === null ? { kind: "open" } : { kind: "answered", answer: known.answer };
  });
}

/** The first answer stays. */
export async function rememberAnswer(shopId: bigint, { actor, requestId }: Command, answer: unknown): Promise<void> {
  await inTransaction(shopId, (db) => db.query(sql`
    UPDATE command SET answer = ${JSON.stringify(answer)}::jsonb WHERE shop_id = ${shopId} AND actor = ${actor} AND request_id = ${requestId} AND answer IS NULL`));
}
