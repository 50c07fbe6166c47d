import { log } from "~/log.server";
import type { CustomerFact } from "~/loyalty/members/customer-fact";
import { happensNow } from "~/loyalty/time/happens-now";
import { upsertCustomers } from "~/operations/members/upsert-customers.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import type { ClaimedDelivery } from "~/store/inbox/claim-deliveries.server";
import type { Finished } from "~/store/inbox/finish-deliveries.server";
import { enqueueJobsNow, readCustomerJob } from "~/store/jobs/enqueue.server";
import { programInForce } from "~/store/program/program-in-force.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { done, failed, isRetryable } from "./outcome";
import type { Work } from "./work";

export interface WorkItem { delivery: ClaimedDelivery; work: Work }

/** Does the parsed work of one shop: customers first, so that orders find their members, then orders, then the rest in their order. */
export async function doWork(shop: Shop, items: readonly WorkItem[], now: Date): Promise<Finished[]> {
  const customers = items.flatMap(({ delivery, work }) => (work.kind === "customer" ? [{ delivery, fact: work.fact }] : []));
  const orders = items.flatMap(({ delivery, work }) => (work.kind === "order" ? [{ delivery, fact: work.fact }] : []));
  const finished: Finished[] = [];
  finished.push(...await inBatches(customers, (facts) => saveCustomers(shop, facts, now)));
  finished.push(...await inBatches(orders, (facts) => settleOrders(shop.shopId, facts, now)));
  for (const { delivery, work } of items) {
    if (work.kind === "nothing") finished.push(done(delivery.inboxId, work.note));
    if (work.kind === "alone") finished.push(await alone(delivery, () => work.run(shop, now)));
  }
  return finished;
}

/**
 * Where a tag may keep a customer out of the program, tags are read before the first order if that is possible; where the newsletter
 * earns, whoever just appeared is read for the consent, which a webhook tells only when it changes.
 */
async function saveCustomers({ shopId }: Shop, facts: CustomerFact[], now: Date): Promise<void> {
  await upsertCustomers(shopId, facts, now);
  const { enrollment, activities } = await programInForce(shopId, now);
  const asked = (fact: CustomerFact) => enrollment.excludeTags.length > 0 || (activities.newsletter.on && happensNow(fact.createdAt, now));
  const untold = new Set(facts.filter((fact) => fact.tags === null && asked(fact)).map(({ customerId }) => customerId));
  await enqueueJobsNow([...untold].map((customerId) => readCustomerJob(shopId, customerId)));
}

type Batch<Fact> = readonly { delivery: ClaimedDelivery; fact: Fact }[];

/** All at once; when that fails, halves, until what fails is alone and everything else is done. */
async function inBatches<Fact>(batch: Batch<Fact>, save: (facts: Fact[]) => Promise<unknown>): Promise<Finished[]> {
  if (batch.length === 0) return [];
  try {
    await save(batch.map(({ fact }) => fact));
    return batch.map(({ delivery }) => done(delivery.inboxId));
  } catch (error) {
    if (isRetryable(error)) return batch.map(({ delivery }) => failed(delivery, error));
    if (batch.length === 1) return [failure(batch[0]!.delivery, error)];
    const half = Math.ceil(batch.length / 2);
    return [...await inBatches(batch.slice(0, half), save), ...await inBatches(batch.slice(half), save)];
  }
}

async function alone(delivery: ClaimedDelivery, run: () => Promise<void>): Promise<Finished> {
  try {
    await run();
    return done(delivery.inboxId);
  } catch (error) {
    return failure(delivery, error);
  }
}

function failure(delivery: ClaimedDelivery, error: unknown): Finished {
  log.error({ err: error, topic: delivery.topic, shop: delivery.shopDomain, inboxId: String(delivery.inboxId), attempt: delivery.attempts }, "delivery failed");
  return failed(delivery, error);
}
