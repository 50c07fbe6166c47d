import { sql } from "../sql";
import type { Tx } from "../tx";

/** Notes that a batch is being sent, before it is. @returns false when somebody else did. */
export async function markSent(db: Tx, batchId: bigint, now: Date): Promise<boolean> {
  const rows = await db.query(sql`UPDATE code_batch SET state = 'sent', sent_at = ${now} WHERE shop_id = ${db.shopId} AND batch_id = ${batchId} AND state = 'planned' RETURNING 1`);
  return rows.length === 1;
}

/** A call that was surely not made: the batch may be sent again. */
export async function markUnsent(db: Tx, batchId: bigint): Promise<void> {
  await db.query(sql`UPDATE code_batch SET state = 'planned', sent_at = NULL WHERE shop_id = ${db.shopId} AND batch_id = ${batchId} AND state = 'sent'`);
}

export async function markAdding(db: Tx, batchId: bigint, creationId: string): Promise<void> {
  await db.query(sql`UPDATE code_batch SET state = 'adding', creation_id = ${creationId} WHERE shop_id = ${db.shopId} AND batch_id = ${batchId} AND state = 'sent'`);
}

/** Nobody knows what became of the batch (`unknown`), or Shopify took none of it (`refused`): none of its codes is ever handed out. */
export async function dropBatch(db: Tx, batchId: bigint, { state, note, now }: { state: "unknown" | "refused"; note: string; now: Date }): Promise<void> {
  await db.query(sql`
    WITH dropped AS (UPDATE code_batch SET state = ${state}, note = ${note}, done_at = ${now} WHERE shop_id = ${db.shopId} AND batch_id = ${batchId} AND state IN ('planned', 'sent', 'adding') RETURNING batch_id)
    UPDATE code c SET state = 'bad' FROM dropped WHERE c.shop_id = ${db.shopId} AND c.batch_id = dropped.batch_id AND c.state = 'minted'`);
}

/** Codes that Shopify lists without an error can be handed out from now on; the others never. @returns how many can. */
export async function finishBatch(db: Tx, batchId: bigint, { good, note, now }: { good: readonly { codeId: bigint; redeemCodeId: string }[]; note: string | null; now: Date }): Promise<number> {
  const rows = await db.query(sql`
    UPDATE code_batch SET state = 'done', good = ${good.length}, note = ${note}, done_at = ${now} WHERE shop_id = ${db.shopId} AND batch_id = ${batchId} AND state = 'adding' RETURNING 1`);
  if (rows.length === 0) return 0;
  await db.query(sql`
    UPDATE code c SET state = 'free', redeem_code_id = x.redeem_code_id FROM unnest(${good.map((one) => one.codeId)}::bigint[], ${good.map((one) => one.redeemCodeId)}::text[]) AS x(code_id, redeem_code_id)
     WHERE c.shop_id = ${db.shopId} AND c.code_id = x.code_id AND c.state = 'minted'`);
  await db.query(sql`UPDATE code SET state = 'bad' WHERE shop_id = ${db.shopId} AND batch_id = ${batchId} AND state = 'minted'`);
  return good.length;
}
