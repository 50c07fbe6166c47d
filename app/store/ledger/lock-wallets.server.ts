import type { Wallet } from "~/loyalty/ledger/posting";
import { sql } from "../sql";
import type { Tx } from "../tx";

/** Locks the wallets of members, in the order of their ids, and reads their balances. */
export async function lockWallets(db: Tx, memberIds: Iterable<bigint>): Promise<Map<bigint, Wallet>> {
  const ids = [...new Set(memberIds)];
  if (ids.length === 0) return new Map();
  const rows = await db.query<{ member_id: bigint; pending: bigint; available: bigint; held: bigint; debt: bigint }>(sql`
    SELECT member_id, pending, available, held, debt FROM wallet WHERE shop_id = ${db.shopId} AND member_id = ANY(${ids}::bigint[])
     ORDER BY member_id FOR NO KEY UPDATE`);
  return new Map(rows.map(({ member_id, ...balances }) => [member_id, { memberId: member_id, ...balances }]));
}

/** Locks the wallet of whoever has this customer id, after merges. What is read of the member after it may be somebody else by then. */
export async function lockWalletOf(db: Tx, customerId: string): Promise<Wallet | null> {
  const [row] = await db.query<{ member_id: bigint; pending: bigint; available: bigint; held: bigint; debt: bigint }>(sql`
    SELECT member_id, pending, available, held, debt FROM wallet WHERE shop_id = ${db.shopId} AND member_id = (
      SELECT member_id FROM member WHERE shop_id = ${db.shopId}
         AND customer_id = (SELECT coalesce((SELECT to_customer_id FROM customer_redirect WHERE shop_id = ${db.shopId} AND from_customer_id = ${customerId}), ${customerId}))) FOR NO KEY UPDATE`);
  if (!row) return null;
  const { member_id, ...balances } = row;
  return { memberId: member_id, ...balances };
}
