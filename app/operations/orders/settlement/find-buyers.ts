import { programAt, type ProgramVersion } from "~/loyalty/program/program-at";
import type { Hasher } from "~/store/crypto/hasher";
import { enrollMembers, type NewMember } from "~/store/members/enroll-members.server";
import { membersByEmail } from "~/store/members/members-by-email.server";
import { lockCustomers } from "~/store/members/lock-customers.server";
import { findCustomers, type FoundCustomer } from "~/store/members/find-customers.server";
import type { SettlementShop } from "~/store/shops/settlement-shop.server";
import type { Tx } from "~/store/tx";
import type { MergedOrder } from "./merge-batch";

export interface Buyer {
  /** The customer after merges; null for a guest and for an erased customer. */
  customerId: string | null;
  memberId: bigint | null;
  /** This order made the customer a member. */
  joined: boolean;
  testCustomer: boolean;
  /** What the fact may no longer say: the customer asked to be forgotten. */
  erased: boolean;
}

export interface BuyerSearch { hasher: Hasher; shop: SettlementShop; versions: readonly ProgramVersion[]; enrolledBy: NewMember["enrolledBy"] }

/** Who bought each order; customers of a program that enrolls automatically become members at their first order. */
export async function findBuyers(db: Tx, orders: readonly MergedOrder[], search: BuyerSearch): Promise<Map<string, Buyer>> {
  const customers = await findCustomers(db, search.hasher, orders.flatMap(({ fact }) => fact.customerId ?? []));
  const strangers = newcomers(orders, customers, search).map((one) => one.customerId);
  if (strangers.length > 0) {
    await lockCustomers(db, strangers);
    for (const [asked, found] of await findCustomers(db, search.hasher, strangers)) customers.set(asked, found);
  }
  const enrolled = await enrollMembers(db, newcomers(orders, customers, search));
  const byEmail = await membersByEmail(db, orders.flatMap((order) => guestEmail(order) ?? []));
  return new Map(orders.map((order) => [order.orderId, buyerOf(order, { customers, enrolled, byEmail, shop: search.shop })]));
}

/** A guest whose verified address is that of a member is that member: the account was there first. */
const guestEmail = ({ fact, stored, seen }: MergedOrder) => (seen && fact.customerId === null && (stored?.memberId ?? null) === null ? fact.emailHash : null);

function newcomers(orders: readonly MergedOrder[], customers: ReadonlyMap<string, FoundCustomer>, { shop, versions, enrolledBy }: BuyerSearch): NewMember[] {
  const first = new Map<string, NewMember>();
  for (const { fact, seen } of orders) {
    const found = fact.customerId === null ? undefined : customers.get(fact.customerId);
    if (!found || !seen || found.erased || found.memberId !== null) continue;
    if (fact.test && !testAllowed(shop, found.customerId)) continue;
    const program = programAt(versions, fact.processedAt);
    if (program.enrollment.mode !== "automatic") continue;
    const known = first.get(found.customerId);
    if (known && known.enrolledAt <= fact.processedAt) continue;
    first.set(found.customerId, { customerId: found.customerId, enrolledAt: fact.processedAt, enrolledBy, tier: program.tiers.ladder[0]?.handle ?? "" });
  }
  return [...first.values()];
}

/** Test orders count on development stores and for customers the merchant named. */
export const testAllowed = (shop: SettlementShop, customerId: string | null) =>
  shop.development || (customerId !== null && shop.testCustomers.has(customerId));

interface Found { customers: ReadonlyMap<string, FoundCustomer>; enrolled: ReadonlyMap<string, bigint>; byEmail: ReadonlyMap<string, bigint>; shop: SettlementShop }

function buyerOf(order: MergedOrder, { customers, enrolled, byEmail, shop }: Found): Buyer {
  const { fact, stored } = order;
  const found = fact.customerId === null ? undefined : customers.get(fact.customerId);
  // An order claimed by e-mail, or of a member erased since, keeps its member.
  const kept = stored?.memberId ?? byEmail.get(guestEmail(order) ?? "") ?? null;
  if (!found || found.erased) return { customerId: null, memberId: kept, joined: false, testCustomer: false, erased: found !== undefined };
  // Given to a customer who is no member, it leaves the one it was of.
  const given = (stored?.customerId ?? null) !== null && stored!.customerId !== found.customerId;
  const memberId = found.memberId ?? enrolled.get(found.customerId) ?? (given ? null : kept);
  return { customerId: found.customerId, memberId, joined: enrolled.has(found.customerId), testCustomer: shop.testCustomers.has(found.customerId), erased: false };
}
