import { SHOWN_PATIENCE_MS } from "~/loyalty/rewards/shown-patience";
import type { Order } from "../faulty-shopify";
import type { Use } from "../rows";
import { isOurs, leakIfEarly } from "./leak";
import { settle } from "./ledger";
import type { Worker } from "./worker";

/** The quarter's reading of what changed: which codes orders show is noted first, then each is handled. */
export function read(worker: Worker): void {
  const { rows } = worker;
  const begun = worker.now();
  const since = worker.decide.readingSince({ last: rows.reconciledUntil ?? codesOutSince(worker) ?? begun, deep: false, begun });
  for (const { order, version } of worker.shopify.changedOrders(since.getTime())) {
    if (isOurs(worker, order.code)) note(worker, order);
    if ((rows.versions.get(order.orderId) ?? -1) < version.at) deliver(worker, order, version);
    worker.mayDie();
  }
  rows.reconciledUntil = begun;
}

/** At a new install the past is read in bulk. */
export function importPast(worker: Worker): void {
  for (const { order, version } of worker.shopify.changedOrders(0)) deliver(worker, order, version);
}

/** An order that cannot be handled is only known by what a list showed of it. */
export function deliver(worker: Worker, order: Order, { at, undoneShare }: Order["versions"][number]): void {
  const { rows } = worker;
  worker.mayDie();
  if (rows.parked.has(order.orderId) || (rows.versions.get(order.orderId) ?? -1) >= at) return;
  rows.versions.set(order.orderId, at);
  if (!isOurs(worker, order.code)) return;
  const use = note(worker, order);
  const own = rows.kept.find(({ code }) => code === order.code);
  if (!own) return;
  use.undone = (own.redemption.points * BigInt(undoneShare)) / 100n;
  settle(worker, own, { unusable: false });
}

function note(worker: Worker, order: Order): Use {
  const { rows, clock } = worker;
  const { orderId, code, at } = order;
  leakIfEarly(worker, order);
  const uses = rows.uses.get(code) ?? [];
  rows.uses.set(code, uses);
  const known = uses.find((use) => use.orderId === orderId);
  if (known) return known;
  const use = { codeId: BigInt(code.slice(1)), orderId, undone: 0n, orderedAt: new Date(at), seenAt: clock() };
  uses.push(use);
  uses.sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
  return use;
}

/** What follows a reading: what has come back may end, and what a list showed long enough ago is charged. */
export function resolve(worker: Worker): void {
  const { rows } = worker;
  for (const own of rows.kept) {
    worker.mayDie();
    if (worker.decide.mayEnd(own.redemption, rows.reconciledUntil)) settle(worker, own, { unusable: true });
    else if ((rows.uses.get(own.code ?? "") ?? []).some(({ seenAt }) => seenAt <= worker.clock() - SHOWN_PATIENCE_MS) && own.redemption.status !== "closing") settle(worker, own, { unusable: false });
  }
}

const codesOutSince = ({ rows }: Worker) => rows.kept.filter(({ redemption: { status } }) => status === "issued" || status === "closing").reduce<Date | null>((first, { redemption: { issuedAt } }) => (first === null || issuedAt! < first ? issuedAt : first), null);
