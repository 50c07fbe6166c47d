import { readRedemption } from "../../support/end-redemption";
import { findCode } from "../../../sandbox/discounts/redeem-codes";
import { UNITS } from "./lives";
import type { Lived, Simulation } from "./simulate";

const POINTS = 100;

/** Points each member was given. */
export const FUNDS = 1000;

/** Against the truth, which no worker sees: the orders there are, when they were placed and what of them came back. */
export async function judge({ live, clock, shop, shopId, rewards }: Simulation, all: readonly Lived[]): Promise<{ problems: string[]; fates: Record<string, number> }> {
  const problems: string[] = [];
  let cost = 0;
  const fates: Record<string, number> = {};
  const charged = await live.database.asOwner<{ order_id: string }>("SELECT order_id FROM ledger_transaction WHERE shop_id = $1 AND kind = 'late_use'", [shopId]);
  const chargedFor = new Set(charged.map(({ order_id }) => order_id));
  for (const life of all) {
    if (life.redemptionId === null) continue;
    const { status, spent, restored, codeGoneAt, codeId, closingReason, onExpiry } = await readRedemption(shopId, life.redemptionId);
    const lapsed = status === "voided" && closingReason === "code_expired" && onExpiry === "lapse";
    const kept = Math.max(0, ...life.orders.map(({ unitsBack }) => POINTS - (POINTS * unitsBack) / UNITS));
    const open = status === "held" || status === "issued" || status === "closing";
    const paid = Number(spent - restored);
    const wrong = (what: string) => problems.push(`redemption ${life.n} (${fate(life)}, ${status}): ${what}`);
    if (open && (life.orders.length > 0 || life.cancelAt !== null || status !== "issued" || life.rewardId !== rewards[0])) wrong("stuck");
    if (!open && paid > kept) wrong(`lost: ${paid - kept} points`);
    if (!open && paid < kept && !lapsed) wrong(`free money: ${kept - paid} points`);
    if (status === "issued" && !findCode(shop, life.code!)) wrong("its code is not at Shopify");
    if (status === "voided" && life.code !== null && findCode(shop, life.code)) wrong("its points came back though the code can be used");
    if (status === "voided" && codeId !== null && life.orders.some(({ placedAt }) => codeGoneAt === null || placedAt < codeGoneAt)) wrong("charged late what the watermark should have prevented");
    cost += open ? 0 : lapsed ? POINTS : kept;
    for (const what of [fate(life), ...(closingReason === "code_expired" ? [lapsed ? "lapsed" : "ended"] : []), ...(life.orders.some(({ orderId }) => chargedFor.has(orderId)) ? ["charged late"] : []), ...(life.orders.some(({ unitsBack }) => unitsBack > 0) ? ["taken back"] : [])]) fates[what] = (fates[what] ?? 0) + 1;
  }
  // Whoever was given points: what they have, what redemptions cost and what ended is what they were given.
  const [balance] = await live.database.asOwner<{ members: number; has: number; ended: number; over: number }>(BALANCE, [shopId, clock.now()]);
  const { members, has, ended, over } = balance!;
  if (has + cost + ended !== members * FUNDS) problems.push(`${members * FUNDS - has - cost - ended} points went nowhere`);
  if (over > 0) problems.push(`${over} points are free after their end`);
  if (ended === 0) problems.push("no points ended: expected some to");
  return { problems, fates };
}

const BALANCE = `WITH funded AS (SELECT DISTINCT member_id FROM ledger_transaction WHERE shop_id = $1 AND kind = 'adjustment') SELECT
  (SELECT count(*)::int FROM funded) AS members, (SELECT sum(available + held + debt)::int FROM wallet JOIN funded USING (member_id) WHERE shop_id = $1) AS has,
  (SELECT coalesce(sum(e.delta), 0)::int FROM ledger_transaction t JOIN ledger_entry e USING (shop_id, txn_id) JOIN funded f ON f.member_id = t.member_id WHERE shop_id = $1 AND t.kind IN ('expiry', 'forfeit') AND e.account = 'breakage') AS ended,
  (SELECT coalesce(sum(free), 0)::int FROM lot WHERE shop_id = $1 AND expires_at <= $2) AS over`;

const fate = ({ cancelAt, orders }: Lived) => `${cancelAt === null ? "kept" : "canceled"}, ${orders.length === 0 ? "unused" : orders.length > 1 ? "used twice" : "used"}`;
