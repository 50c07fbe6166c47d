import type { OrderFact } from "~/loyalty/orders/order-fact";
import { isPlaceholder } from "~/loyalty/orders/placeholder-fact";
import { isBeforeHandOut } from "~/loyalty/rewards/is-before-hand-out";
import { undonePoints } from "~/loyalty/rewards/undone-points";
import { programAt } from "~/loyalty/program/program-at";
import { RunAgain } from "~/store/in-transaction.server";
import type { Hasher } from "~/store/crypto/hasher";
import { saveUses, type CodeUse } from "~/store/rewards/code-uses.server";
import { codesByHash, codesOfOrders, lockLooseCodes, type KnownCode } from "~/store/rewards/codes.server";
import { saveResolved, type ResolvedRedemption } from "~/store/rewards/save-redemptions.server";
import type { Tx } from "~/store/tx";
import { loadRedemptions, type LoadedRedemptions } from "../../rewards/load-cases";
import { leakCodes } from "../../rewards/leak-codes";
import { settleRedemption } from "../../rewards/settle-redemption";
import type { LoadedBatch } from "./load-batch";
import type { MergedOrder } from "./merge-batch";

/** Our own discount codes that orders of a batch show, or have shown before, by order. */
export type ShownCodes = Map<string, KnownCode[]>;

/** Finds them before any wallet is locked. Orders without a code cost nothing, unless they are known. */
export async function findShownCodes(db: Tx, hasher: Hasher, orders: readonly MergedOrder[]): Promise<ShownCodes> {
  const shown: ShownCodes = new Map();
  const byHash = new Map<string, string[]>();
  for (const { orderId, fact } of orders) for (const code of fact.discountCodes) byHash.set(hasher.code(code), [...(byHash.get(hasher.code(code)) ?? []), orderId]);
  for (const code of await codesByHash(db, [...byHash.keys()])) for (const orderId of byHash.get(code.hash)!) add(shown, orderId, code);
  const known = orders.flatMap(({ orderId, stored, fact }) => (stored || fact.deleted ? [orderId] : []));
  for (const code of await codesOfOrders(db, known)) add(shown, code.orderId, code);
  return shown;
}

function add(shown: ShownCodes, orderId: string, code: KnownCode): void {
  const codes = shown.get(orderId) ?? [];
  if (!codes.some(({ codeId }) => codeId === code.codeId)) shown.set(orderId, [...codes, code]);
}

export const membersOfCodes = (shown: ShownCodes): bigint[] => [...shown.values()].flat().flatMap(({ memberId }) => memberId ?? []);

export interface ShownRedemptions extends LoadedRedemptions { shown: ShownCodes }

/**
 * Locks the redemptions of shown codes. Call it with their members' wallets locked.
 * @throws RunAgain when a code was handed out meanwhile, or a redemption changed hands.
 */
export async function loadShown(db: Tx, shown: ShownCodes, members: ReadonlySet<bigint>): Promise<ShownRedemptions> {
  const codes = [...shown.values()].flat();
  const loose = codes.flatMap(({ codeId, redemptionId }) => (redemptionId === null ? [codeId] : []));
  if (await lockLooseCodes(db, loose)) throw new RunAgain("a code was handed out meanwhile");
  return { shown, ...await loadRedemptions(db, [...new Set(codes.flatMap(({ redemptionId }) => redemptionId ?? []))], members) };
}

interface SettledCodes { resolved: ResolvedRedemption[]; uses: CodeUse[]; leaked: KnownCode[] }

/** Burns, restores and charges what the orders of a batch say of codes; posts into the batch's ledger. */
export function decideShown({ orders, ledger, versions, shop, redemptions, erased }: LoadedBatch, now: Date): SettledCodes {
  const { shown, redemptions: locked, parts, uses: stored } = redemptions;
  if (shown.size === 0) return { resolved: [], uses: [], leaked: [] };
  const facts = new Map(orders.map(({ orderId, fact }) => [orderId, fact]));
  const orderNames = new Map(orders.map(({ orderId, fact }) => [orderId, fact.name]));
  const byCode = new Map(locked.map((redemption) => [redemption.codeId!, redemption]));
  const uses: CodeUse[] = [];
  const leaked = new Set<KnownCode>();
  for (const [orderId, codes] of shown) {
    for (const code of codes) {
      const [fact, redemption] = [facts.get(orderId)!, byCode.get(code.codeId)];
      const orderedAt = orderedAtOf(fact) ?? stored.get(code.codeId)?.find((use) => use.orderId === orderId)?.orderedAt ?? null;
      if (!redemption || isBeforeHandOut(orderedAt, redemption.issuedAt)) leaked.add(code);
      uses.push({ codeId: code.codeId, orderId, orderedAt, undone: redemption ? undonePoints(fact, redemption.points, redemption.snapshot.value) : 0n });
    }
  }
  const { expiry } = programAt(versions, now.toISOString());
  const resolved = locked.flatMap((redemption) => settleRedemption(ledger, {
    redemption, parts: parts.get(redemption.redemptionId)!, uses: united(stored.get(redemption.codeId!) ?? [], uses.filter(({ codeId }) => codeId === redemption.codeId)),
    orderNames, unusable: false, erased: erased.has(redemption.memberId),
  }, { zone: shop.timezone, graceDays: expiry.graceDays, now, actor: "system" }) ?? []);
  return { resolved, uses, leaked: [...leaked] };
}

/** Null while only a refund, a dispute or the deletion of an order is known. */
const orderedAtOf = (fact: OrderFact) => (isPlaceholder(fact) ? null : new Date(fact.createdAt));

function united(stored: readonly CodeUse[], now: readonly CodeUse[]): CodeUse[] {
  const byOrder = new Map([...stored, ...now].map((use) => [use.orderId, use]));
  return [...byOrder.values()].sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
}

export async function saveShown(db: Tx, { resolved, uses, leaked }: SettledCodes, { made, now }: { made: ReadonlyMap<bigint, bigint>; now: Date }): Promise<void> {
  await saveUses(db, uses, now);
  await saveResolved(db, resolved, { made, now });
  await leakCodes(db, leaked, now);
}
