import { performance } from "node:perf_hooks";
import { memberQuery } from "~/forms/member-query";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { homeFigures } from "~/store/admin-reads/home-figures.server";
import { memberLedger } from "~/store/admin-reads/member-ledger.server";
import { memberList } from "~/store/admin-reads/member-list.server";
import { memberOrders } from "~/store/admin-reads/member-orders.server";
import { memberPage } from "~/store/admin-reads/member-page.server";
import { emailOf, nameOf } from "./name-members";
import { paidOrder } from "./paid-order";
import { FIRST_CUSTOMER, FIRST_ORDER } from "./size";
import type { SizedShop } from "./sized-shop";

export const ORDERS_A_BATCH = 100;
const NEW_ORDERS = FIRST_ORDER + 1_000_000_000;

/** What is timed, each a load of the page's data as its route reads it. `n` is a member's number. */
export const PAGES: Record<string, (shop: SizedShop, n: number) => Promise<unknown>> = {
  "member page": ({ shopId }, n) => member(shopId, BigInt(1 + n)),
  "members list": ({ shopId }) => list(shopId, ""),
  "members list, tier gold with points": ({ shopId }) => list(shopId, "tier=gold&points=available"),
  "members list, most points first": ({ shopId }) => list(shopId, "sort=available"),
  "members list, most earned first": ({ shopId }) => list(shopId, "sort=earned"),
  "search by e-mail": ({ shopId }, n) => list(shopId, `q=${encodeURIComponent(emailOf(1 + n))}`),
  "search by full name": ({ shopId }, n) => list(shopId, `q=${encodeURIComponent(nameOf(1 + n))}`),
  "search by two letters": ({ shopId }, n) => list(shopId, `q=${nameOf(1 + n).slice(0, 2)}`),
  "search by a word half of all share": ({ shopId }) => list(shopId, "q=gmail"),
  "home figures": ({ shopId }) => homeFigures(shopId, new Date("2026-09-01T00:00:00.000Z")),
};

const list = (shopId: bigint, query: string) => memberList(shopId, memberQuery(new URLSearchParams(query)));

async function member(shopId: bigint, memberId: bigint): Promise<void> {
  if (!(await memberPage(shopId, memberId))) throw new Error(`member ${memberId}: expected one that exists`);
  await Promise.all([memberLedger(shopId, memberId, null), memberOrders(shopId, memberId)]);
}

/** Milliseconds of `times` loads, each of another member, spread over all. */
export async function timePage(shop: SizedShop, page: string, { from, times }: { from: number; times: number }): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await PAGES[page]!(shop, ((from + i) * 7_919) % shop.size.members);
    took.push(performance.now() - start);
  }
  return took;
}

/** Settles batches of new orders by members spread over all; orders a second. `from` counts what was settled before. */
export async function timeSettle({ shopId, size }: SizedShop, { from, batches }: { from: number; batches: number }): Promise<number> {
  const now = new Date("2026-09-01T12:00:00.000Z");
  const facts = Array.from({ length: batches * ORDERS_A_BATCH }, (_, i) => paidOrder({
    orderId: String(NEW_ORDERS + from + i), customerId: String(FIRST_CUSTOMER + (((from + i) * 15_485_863) % size.members)), processedAt: now.toISOString(), redeemedValueMinor: null,
  }));
  const start = performance.now();
  for (let at = 0; at < facts.length; at += ORDERS_A_BATCH) await settleOrders(shopId, facts.slice(at, at + ORDERS_A_BATCH), now);
  return (facts.length / (performance.now() - start)) * 1000;
}
