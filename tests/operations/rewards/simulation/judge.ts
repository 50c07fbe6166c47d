import type { Wallet } from "~/loyalty/ledger/posting";
import type { FaultyShopify } from "./faulty-shopify";
import type { Kept, Rows } from "./rows";
import type { Story } from "./story";

/** Shopify says when an order was placed, the app when a code was handed out. */
const CLOCKS_DIFFER_MS = 60_000;
/** By then every order was read, however long the app was away. */
const NOTICED_MS = 2 * 86_400_000;

/** Against the truth, which no worker sees: what orders there are, when, and what of them came back. */
export function judged({ rows, shopify, before, stories }: { rows: Rows; shopify: FaultyShopify; before: bigint; stories: readonly Story[] }): string[] {
  const problems = stories.flatMap((story) => {
    const own = rows.kept.find(({ redemption }) => redemption.redemptionId === story.id);
    return own ? judgedOne(own, story, { rows, shopify }).map((problem) => `${problem} (${story.fate}, ${own.redemption.status})`) : [];
  });
  const codes = rows.kept.flatMap(({ code }) => code ?? []);
  if (new Set(codes).size < codes.length) problems.push("one code was given to two");
  const wallets = [...rows.wallets.values()];
  const [available, held, debt] = [sum(wallets.map((one) => one.available)), sum(wallets.map((one) => one.held)), sum(wallets.map((one) => one.debt))];
  const open = sum(rows.kept.filter(isOpen).map(({ redemption }) => redemption.points));
  const cost = sum(rows.kept.map((own) => (hasLapsed(own) ? own.redemption.points : own.redemption.spent - own.redemption.restored)));
  if (held !== open) problems.push(`held are ${held} points, of open redemptions ${open}`);
  const now = available + held + debt + cost + rows.ended;
  if (before !== now) problems.push(`${before - now} points went nowhere`);
  return [...problems, ...rows.broken, ...wallets.flatMap((wallet) => judgedMember(wallet, rows))];
}

function judgedMember({ memberId, available, held, debt }: Wallet, { lots, erased, merged }: Rows): string[] {
  const own = lots.filter((lot) => lot.memberId === memberId);
  const is: [string, boolean][] = [
    ["lots and wallet of a member differ", sum(own.map(({ free }) => free)) !== available || sum(own.map((lot) => lot.held)) !== held],
    ["who was forgotten has points, or owes some", erased.has(memberId) && (available !== 0n || debt !== 0n)],
    ["points stayed with who was merged", merged.has(memberId) && (available !== 0n || held !== 0n || debt !== 0n)],
  ];
  return is.flatMap(([what, wrong]) => (wrong ? [what] : []));
}

function judgedOne(own: Kept, { canceled }: Story, { rows, shopify }: { rows: Rows; shopify: FaultyShopify }): string[] {
  const { status, points, spent, restored, codeGoneAt, redemptionId, issuedAt, closingAt } = own.redemption;
  const shown = shopify.orders.filter(({ code }) => code === own.code);
  const orders = shown.filter(({ at }) => issuedAt !== null && at >= issuedAt.getTime() - CLOCKS_DIFFER_MS);
  const kept = orders.reduce((most, { versions }) => { const left = points - (points * BigInt(versions.at(-1)!.undoneShare)) / 100n; return left > most ? left : most; }, 0n);
  const paid = spent - restored;
  const is: [string, boolean][] = [
    ["stuck", isOpen(own) && (orders.length > 0 || canceled || status !== "issued")],
    [`lost: ${paid - kept} points`, !isOpen(own) && paid > kept],
    [`free money: ${kept - paid} points`, !isOpen(own) && paid < kept && !hasLapsed(own)],
    ["lost: it lapsed with a code that was used before it was anybody's", hasLapsed(own) && shown.some((order) => !orders.includes(order) && closingAt!.getTime() > order.at + NOTICED_MS)],
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
