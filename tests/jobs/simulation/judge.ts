import { readRedemption } from "../../support/end-redemption";
import { findCode } from "../../../sandbox/discounts/redeem-codes";
import { UNITS } from "./lives";
import type { Lived, Simulation } from "./simulate";

const POINTS = 100;

/** Against the truth, which no worker sees: the orders there are, when they were placed and what of them came back. */
export async function judge({ live, shop, shopId }: Simulation, all: readonly Lived[]): Promise<{ problems: string[]; fates: Record<string, number> }> {
  const problems: string[] = [];
  const fates: Record<string, number> = {};
  const charged = await live.database.asOwner<{ order_id: string }>("SELECT order_id FROM ledger_transaction WHERE shop_id = $1 AND kind = 'late_use'", [shopId]);
  const chargedFor = new Set(charged.map(({ order_id }) => order_id));
  for (const life of all) {
    const { status, spent, restored, codeGoneAt } = await readRedemption(shopId, life.redemptionId!);
    const kept = Math.max(0, ...life.orders.map(({ unitsBack }) => POINTS - (POINTS * unitsBack) / UNITS));
    const open = status === "held" || status === "issued" || status === "closing";
    const paid = Number(spent - restored);
    const wrong = (what: string) => problems.push(`redemption ${life.n} (${fate(life)}, ${status}): ${what}`);
    if (open && (life.orders.length > 0 || life.cancelAt !== null)) wrong("stuck");
    if (!open && paid > kept) wrong(`lost: ${paid - kept} points`);
    if (!open && paid < kept) wrong(`free money: ${kept - paid} points`);
    if (status === "issued" && !findCode(shop, life.code!)) wrong("its code is not at Shopify");
    if (status === "voided" && life.code !== null && findCode(shop, life.code)) wrong("its points came back though the code can be used");
    if (life.orders.some(({ orderId, placedAt }) => chargedFor.has(orderId) && codeGoneAt !== null && placedAt < codeGoneAt && status === "voided")) wrong("charged late what the watermark should have prevented");
    for (const what of [fate(life), ...(life.orders.some(({ orderId }) => chargedFor.has(orderId)) ? ["charged late"] : []), ...(life.orders.some(({ unitsBack }) => unitsBack > 0) ? ["taken back"] : [])]) fates[what] = (fates[what] ?? 0) + 1;
  }
  return { problems, fates };
}

const fate = ({ cancelAt, orders }: Lived) => `${cancelAt === null ? "kept" : "canceled"}, ${orders.length === 0 ? "unused" : orders.length > 1 ? "used twice" : "used"}`;
