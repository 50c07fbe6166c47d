import { setImmediate as othersTurn } from "node:timers/promises";
import { log } from "~/log.server";
import { parseJson } from "~/shopify/parse/parse-json";
import { orderOfRefund } from "~/shopify/parse/refund-webhook";
import type { ClaimedDelivery } from "~/store/inbox/claim-deliveries.server";
import { eraseBodiesOf } from "~/store/inbox/erase-bodies.server";
import type { Finished } from "~/store/inbox/finish-deliveries.server";
import { taxesIncluded } from "~/store/orders/taxes-included.server";
import { lastErasure } from "~/store/shops/erase-shop-rows.server";
import { shopByDomain, type Shop } from "~/store/shops/shop-by-domain.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import { doWork, type WorkItem } from "./do-work.server";
import { done, failed, MOST_TRIES, park } from "./outcome";
import { TOPICS } from "./topics.server";
import type { Incoming, Work } from "./work";

/** Failures are counted and end in parking; so often a delivery only comes back when its worker died with it. */
const GIVEN_UP_AFTER = 2 * MOST_TRIES;

/** Bodies read in one go. Then whoever else was answered meanwhile (a batch that is being saved) goes on first. */
const READ_AT_ONCE = 20;

const REFUND = "refunds/create";

/** Handles claimed deliveries, of any shops. Never throws for one of them: each gets its outcome. */
export async function handleDeliveries(deliveries: readonly ClaimedDelivery[], now: Date): Promise<Finished[]> {
  const byShop = new Map<string, ClaimedDelivery[]>();
  for (const delivery of deliveries) byShop.set(delivery.shopDomain, [...(byShop.get(delivery.shopDomain) ?? []), delivery]);
  const results = await Promise.all([...byShop].map(([domain, own]) => handleShop(domain, own, now)));
  return results.flat();
}

/** One shop's trouble is not the others'. */
async function handleShop(domain: string, deliveries: ClaimedDelivery[], now: Date): Promise<Finished[]> {
  const finished: Finished[] = [];
  try {
    await handleInto(finished, { domain, deliveries, now });
    return finished;
  } catch (error) {
    log.error({ err: error, shop: domain }, "inbox: deliveries of a shop failed together");
    const told = new Set(finished.map(({ inboxId }) => inboxId));
    return [...finished, ...deliveries.filter(({ inboxId }) => !told.has(inboxId)).map((delivery) => failed(delivery, error))];
  }
}

interface ShopBatch { domain: string; deliveries: ClaimedDelivery[]; now: Date }

async function handleInto(finished: Finished[], { domain, deliveries, now }: ShopBatch): Promise<void> {
  const shop = await shopByDomain(domain);
  const { erased, live } = await apartFromErased(domain, shop, deliveries);
  await eraseBodiesOf(erased.map(({ inboxId }) => inboxId));
  finished.push(...erased.map(({ inboxId }) => done(inboxId, "ignored: it is of an install that was erased")));
  const open: ClaimedDelivery[] = [];
  for (const delivery of live) {
    const outcome = refuse(delivery, shop);
    if (outcome) finished.push(outcome);
    else open.push(delivery);
  }
  if (!shop || open.length === 0) return;
  const items = await parseAll(shop, open, finished);
  finished.push(...await doWork(shop, items, now));
}

/** A shop that was erased may have come back: what still arrives from before must not be taken into the new install, nor kept. */
async function apartFromErased(domain: string, shop: Shop | null, deliveries: readonly ClaimedDelivery[]) {
  const installedAt = shop?.installedAt ?? null;
  const late = deliveries.some((delivery) => installedAt === null || delivery.at < installedAt);
  const erasedAt = late ? await lastErasure(domain) : null;
  const isErased = (delivery: ClaimedDelivery) => erasedAt !== null && delivery.at < erasedAt;
  return { erased: deliveries.filter(isErased), live: deliveries.filter((delivery) => !isErased(delivery)) };
}

/** What needs no look at the body. */
function refuse({ inboxId, topic, attempts }: ClaimedDelivery, shop: Shop | null): Finished | null {
  if (attempts > GIVEN_UP_AFTER) return park(inboxId, "never_finished", `taken ${attempts - 1} times and never finished: expected the worker to live through it`);
  const known = Object.hasOwn(TOPICS, topic) ? TOPICS[topic]! : null;
  if (!known) return park(inboxId, "unknown_topic", `topic ${topic}: expected one the app subscribes to`);
  if (!shop) return known.afterUninstall ? { inboxId, outcome: "done", note: "ignored: the shop is not known (any more)" } : park(inboxId, "unknown_shop", "the shop is not known: expected one that has installed the app");
  const installed = shop.installedAt !== null && shop.uninstalledAt === null;
  if (!installed && !known.afterUninstall) return { inboxId, outcome: "done", note: "ignored: the app is not installed" };
  return null;
}

interface Read { delivery: ClaimedDelivery; payload: unknown }

/** Each body is read and parsed at once, so that only what matters of it stays; refunds wait for what is known of their orders. */
async function parseAll(shop: Shop, deliveries: ClaimedDelivery[], finished: Finished[]): Promise<WorkItem[]> {
  const hasher = await shopHasher(shop.shopId);
  const emailHash = (address: string | null) => hasher.email(address);
  const items: WorkItem[] = [];
  const parse = ({ delivery, payload }: Read, included?: ReadonlyMap<string, boolean>) => {
    const incoming: Incoming = { payload, delivery, at: delivery.at, emailHash, taxesIncluded: (orderId) => included?.get(orderId) ?? null };
    const work = attempt<Work>(() => TOPICS[delivery.topic]!.parse(incoming), delivery, finished);
    if (work) items.push({ delivery, work });
  };
  const refunds: Read[] = [];
  for (const [i, delivery] of deliveries.entries()) {
    if (i > 0 && i % READ_AT_ONCE === 0) await othersTurn();
    const payload = payloadOf(delivery, finished);
    if (payload === undefined) continue;
    if (delivery.topic === REFUND) refunds.push({ delivery, payload });
    else parse({ delivery, payload });
  }
  const included = await taxesIncluded(shop.shopId, ordersOf(refunds));
  for (const refund of refunds) parse(refund, included);
  return items;
}

function payloadOf(delivery: ClaimedDelivery, finished: Finished[]): unknown {
  const { body } = delivery;
  if (body !== null) return attempt(() => parseJson(body), delivery, finished);
  finished.push(park(delivery.inboxId, "no_body", "the body was erased, or does not open with any key of ENCRYPTION_KEYS"));
  return undefined;
}

/** A body that cannot be read now cannot be read later either: it is parked at once, with the sentence that says why. */
function attempt<T>(parse: () => T, delivery: ClaimedDelivery, finished: Finished[]): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof RangeError)) {
      log.error({ err: error, topic: delivery.topic, shop: delivery.shopDomain, inboxId: String(delivery.inboxId) }, "delivery failed while it was read");
      finished.push(failed(delivery, error));
      return undefined;
    }
    log.warn({ topic: delivery.topic, shop: delivery.shopDomain, inboxId: String(delivery.inboxId) }, "delivery parked: it cannot be read");
    finished.push(park(delivery.inboxId, "unreadable", error.message));
    return undefined;
  }
}

function ordersOf(refunds: readonly Read[]): string[] {
  return refunds.flatMap(({ payload }) => {
    try {
      return [orderOfRefund(payload)];
    } catch {
      return []; // Parsing it will say what is wrong.
    }
  });
}
