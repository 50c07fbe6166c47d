import type { Wallet } from "~/loyalty/ledger/posting";
import type { AwardBasis } from "~/loyalty/orders/award-basis";
import type { ProductFact } from "~/loyalty/orders/order-fact";
import { mayBeLifted } from "~/loyalty/orders/order-refusal";
import { orderWorth } from "~/loyalty/orders/order-worth";
import { withoutBuyer } from "~/loyalty/orders/without-buyer";
import type { Fraction, Program } from "~/loyalty/program/program";
import { programAt, type ProgramVersion } from "~/loyalty/program/program-at";
import { ledgerBatch, type LedgerBatch } from "~/store/ledger/ledger-batch";
import { RunAgain } from "~/store/in-transaction.server";
import { liveLots } from "~/store/ledger/live-lots.server";
import { lockWallets } from "~/store/ledger/lock-wallets.server";
import { erasedMembers } from "~/store/members/erased-customers.server";
import { lockOrders } from "~/store/orders/lock-orders.server";
import { orderContext, type OrderContext } from "~/store/orders/order-context.server";
import { productsById } from "~/store/products/products-by-id.server";
import { programVersions } from "~/store/program/program-versions.server";
import { settlementShop, type SettlementShop } from "~/store/shops/settlement-shop.server";
import type { Tx } from "~/store/tx";
import { findBuyers, testAllowed, type Buyer } from "./find-buyers";
import { mergeBatch, type MergedOrder } from "./merge-batch";
import { lacksDetails } from "./missing-details";
import { lacksProducts, productsOf } from "./missing-products";
import type { SettleWork } from "./settle-batch";
import { findShownCodes, loadShown, membersOfCodes, type ShownRedemptions } from "./shown-codes";

/** An order with all its settlement depends on. */
export interface LoadedOrder extends MergedOrder {
  customerId: string | null;
  memberId: bigint | null;
  /** It made its customer a member, just now. */
  joined: boolean;
  /** Whoever placed it asked to be forgotten, and it is nobody else's since. */
  erased: boolean;
  testCustomer: boolean;
  testAllowed: boolean;
  context: OrderContext | null;
  /** The version its basis names, or the one in force when it was placed. */
  program: Program;
  tier: { handle: string; multiplier: Fraction } | null;
  products: ReadonlyMap<string, ProductFact>;
  /** What has to be read before it is priced. */
  lacks: ("order" | "products")[];
}

export interface LoadedBatch {
  shop: SettlementShop;
  versions: ProgramVersion[];
  orders: LoadedOrder[];
  ledger: LedgerBatch;
  /** Members who asked to be forgotten: nothing may be left with them, nor owed by them. */
  erased: ReadonlySet<bigint>;
  /** Redemptions whose codes the orders show. */
  redemptions: ShownRedemptions;
}

/** Loads a batch in a fixed number of statements. Locks: orders by id, then wallets by member id; what depends on them is read after. */
export async function loadBatch(db: Tx, work: SettleWork): Promise<LoadedBatch> {
  const shop = await settlementShop(db);
  const versions = await programVersions(db);
  const stored = await lockOrders(db, [...work.incoming.keys()]);
  const merged = mergeBatch(work.incoming, stored);
  const buyers = await findBuyers(db, merged, { hasher: work.hasher, shop, versions, enrolledBy: work.imported ? "import" : "order" });
  const shown = await findShownCodes(db, work.hasher, merged);
  const wallets = await lockWallets(db, [...membersInvolved(merged, buyers), ...membersOfCodes(shown)]);
  const redemptions = await loadShown(db, shown, new Set(wallets.keys()));
  const contexts = await orderContext(db, merged.flatMap((order) => asked(order, buyers.get(order.orderId)!)));
  if (erasedMeanwhile(buyers, contexts)) throw new RunAgain("a customer was erased meanwhile");
  const erased = new Set([...contexts].flatMap(([orderId, { state }]) => (state === "redacted" ? buyers.get(orderId)?.memberId ?? [] : [])));
  for (const memberId of await erasedMembers(db, [...membersLeft(merged, buyers), ...membersOfCodes(shown)])) erased.add(memberId);
  const products = await productsById(db, productsOf(merged, versions.map(({ program }) => program)));
  const orders = merged.map((order) => loaded(order, { buyer: buyers.get(order.orderId)!, context: contexts.get(order.orderId) ?? null, versions, shop, products }));
  const own = [...contexts.values()].flatMap((context) => context.lots);
  const more = await liveLots(db, membersInNeedOfAllLots(orders));
  const lots = new Map([...own, ...more, ...redemptions.lots].map((lot) => [lot.lotId, lot]));
  return { shop, versions, orders: inOrderTime(orders), erased, redemptions, ledger: ledgerBatch(wallets as ReadonlyMap<bigint, Wallet>, [...lots.values()]) };
}

/** Found before the lock, erased before we had it: the fact would write down again what was just erased. */
function erasedMeanwhile(buyers: ReadonlyMap<string, Buyer>, contexts: ReadonlyMap<string, OrderContext>): boolean {
  return [...contexts].some(([orderId, { state }]) => state === "redacted" && (buyers.get(orderId)?.customerId ?? null) !== null);
}

function membersInvolved(orders: readonly MergedOrder[], buyers: ReadonlyMap<string, Buyer>): bigint[] {
  return orders.flatMap(({ orderId, stored }) => [buyers.get(orderId)?.memberId, stored?.memberId].filter((id) => id !== null && id !== undefined));
}

/** Whose order goes to somebody else now. */
function membersLeft(orders: readonly MergedOrder[], buyers: ReadonlyMap<string, Buyer>): bigint[] {
  return orders.flatMap(({ orderId, stored }) => (stored?.memberId != null && stored.memberId !== buyers.get(orderId)?.memberId ? stored.memberId : []));
}

function asked({ orderId, stored, fact, seen }: MergedOrder, { memberId }: Buyer) {
  if (memberId === null) return [];
  return [{ orderId, memberId, processedAt: seen ? fact.processedAt : "-infinity", posted: (stored?.accrued ?? 0n) > 0n }];
}

interface Beside { buyer: Buyer; context: OrderContext | null; versions: readonly ProgramVersion[]; shop: SettlementShop; products: ReadonlyMap<string, ProductFact> }

function loaded(order: MergedOrder, { buyer, context, versions, shop, products }: Beside): LoadedOrder {
  const erased = buyer.erased || (order.stored?.erased === true && buyer.customerId === null);
  const fact = erased ? withoutBuyer(order.fact) : order.fact;
  const program = programOf(order.stored?.basis ?? null, versions, fact.processedAt);
  const { ladder } = program.tiers;
  const held = context && (ladder.find((tier) => tier.handle === context.tierBefore) ?? ladder[0]);
  return {
    ...order, fact, customerId: buyer.customerId, memberId: buyer.memberId, joined: buyer.joined, erased, testCustomer: buyer.testCustomer, testAllowed: testAllowed(shop, buyer.customerId),
    context, program, tier: held ? { handle: held.handle, multiplier: held.multiplier } : null, products,
    lacks: order.seen ? [...(lacksDetails(order, program) ? ["order" as const] : []), ...(lacksProducts(order, program, products) ? ["products" as const] : [])] : [],
  };
}

function programOf(basis: AwardBasis | null, versions: readonly ProgramVersion[], processedAt: string): Program {
  if (basis === null || mayBeLifted(basis.refusal)) return programAt(versions, processedAt);
  const found = versions.find(({ program }) => program.version === basis.programVersion);
  if (!found) throw new Error(`program version ${basis.programVersion} of order ${basis.orderId}: expected a version of its shop`);
  return found.program;
}

/** Points an order gave and that are gone from its own lots are taken from the member's other lots: then all of them are loaded. */
function membersInNeedOfAllLots(orders: readonly LoadedOrder[]): bigint[] {
  const members = new Set<bigint>();
  for (const { stored, fact, context, memberId } of orders) {
    if (!stored?.basis || stored.accrued === stored.reversed) continue;
    if (stored.memberId !== null && stored.memberId !== memberId) members.add(stored.memberId);
    if (memberId === null || !context) continue;
    const left = context.lots.reduce((sum, lot) => sum + lot.pending + lot.free, 0n);
    if (stored.accrued - stored.reversed - orderWorth(fact, stored.basis).worth > left || context.state === "redacted") members.add(memberId);
  }
  return [...members];
}

/** Decided in the order they were placed, so that a batch does what its orders one by one would do. */
function inOrderTime(orders: LoadedOrder[]): LoadedOrder[] {
  return orders.sort((a, b) => (a.fact.processedAt < b.fact.processedAt ? -1 : a.fact.processedAt > b.fact.processedAt ? 1 : a.orderId < b.orderId ? -1 : 1));
}
