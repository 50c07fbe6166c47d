import type { FaultyShopify } from "./faulty-shopify";
import type { Kept, Rows } from "./rows";
import type { Story } from "./story";

/** Against the truth, which no worker sees: what orders there are, when, and what of them came back. */
export function judged({ rows, shopify, before, stories }: { rows: Rows; shopify: FaultyShopify; before: bigint; stories: readonly Story[] }): string[] {
  const problems = stories.flatMap((story) => {
    const own = rows.kept.find(({ redemption }) => redemption.redemptionId === story.id);
    return own ? judgedOne(own, story, { rows, shopify }).map((problem) => `${problem} (${story.fate}, ${own.redemption.status})`) : [];
  });
  const codes = rows.kept.flatMap(({ code }) => code ?? []);
  if (new Set(codes).size < codes.length) problems.push("one code was given to two");
  const { available, held, debt } = rows.wallet;
  const open = sum(rows.kept.filter(isOpen).map(({ redemption }) => redemption.points));
  const cost = sum(rows.kept.map((own) => (hasLapsed(own) ? own.redemption.points : own.redemption.spent - own.redemption.restored)));
  if (held !== open) problems.push(`held are ${held} points, of open redemptions ${open}`);
  if (before !== available + held + debt + cost) problems.push(`${before - available - held - debt - cost} points went nowhere`);
  return problems;
}

function judgedOne(own: Kept, { orders, canceled }: Story, { rows, shopify }: { rows: Rows; shopify: FaultyShopify }): string[] {
  const { status, points, spent, restored, codeGoneAt, redemptionId } = own.redemption;
  const kept = orders.reduce((most, { versions }) => { const left = points - (points * BigInt(versions.at(-1)!.undoneShare)) / 100n; return left > most ? left : most; }, 0n);
  const paid = spent - restored;
  const is: [string, boolean][] = [
    ["stuck", isOpen(own) && (orders.length > 0 || canceled || status !== "issued")],
    [`lost: ${paid - kept} points`, !isOpen(own) && paid > kept],
    [`free money: ${kept - paid} points`, !isOpen(own) && paid < kept && !hasLapsed(own)],
    ["resolved twice", (rows.resolved.get(redemptionId) ?? 0) > 1],
    ["stuck: its code is not at Shopify", own.code !== null && shopify.existsSince(own.code) > (own.redemption.issuedAt?.getTime() ?? 0)],
    ["ended though its code could be used", status === "voided" && own.code !== null && shopify.canBeUsed(own.code, codeGoneAt?.getTime())],
    ["charged late what the watermark should have prevented", status === "voided" && codeGoneAt !== null && orders.some(({ at }) => at <= codeGoneAt.getTime())],
  ];
  return is.flatMap(([what, wrong]) => (wrong ? [what] : []));
}

const isOpen = ({ redemption: { status } }: Kept) => status === "held" || status === "issued" || status === "closing";
const hasLapsed = ({ redemption: { status, closingReason, onExpiry } }: Kept) => status === "voided" && closingReason === "code_expired" && onExpiry === "lapse";
const sum = (of: readonly bigint[]) => of.reduce((all, one) => all + one, 0n);
