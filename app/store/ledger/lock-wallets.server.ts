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
