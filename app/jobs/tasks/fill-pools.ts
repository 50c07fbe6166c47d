import { codesToGive, nextOfBatch, stateAfterFault, type AddedCode, type Creation } from "~/loyalty/rewards/code-batch";
import { codesToAdd, lowMark, MOST_CODES } from "~/loyalty/rewards/pool-target";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { compareCodes } from "~/operations/rewards/compare-codes.server";
import { issueHeld } from "~/operations/rewards/issue-held.server";
import { rehouseHeld } from "~/operations/rewards/rehouse-held.server";
import { retireOver } from "~/operations/rewards/retire-over.server";
import { adminFor } from "~/shopify/client/admin-client.server";
import { ShopifyFault } from "~/shopify/client/shopify-fault";
import { addCodes, readCreation, readDiscount } from "~/shopify/discounts/redeem-codes.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { enqueueJobsNow, shopJob } from "~/store/jobs/enqueue.server";
import { dropBatch, finishBatch, markAdding, markSent, markUnsent } from "~/store/rewards/batch-states.server";
import { retirePools, type CodePool } from "~/store/rewards/code-pools.server";
import { hopelessRedemptions } from "~/store/rewards/held-redemptions.server";
import { batchesOfOverPools, codesOfBatch, openBatches, planBatch, poolsToFill, setLowMark, setPoolFault, type CodeBatch } from "~/store/rewards/pool-work.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { eachInTurn } from "../each-in-turn";
import { oneAtATime } from "../one-at-a-time";
import { openDiscount, type Filling } from "./open-discount";
import { retitleDiscounts } from "./retitle-discounts";

/** Shopify adds codes in the background: so long until it is asked again. */
const ASK_AGAIN_MS = 1_000;

type Pool = Awaited<ReturnType<typeof poolsToFill>>[number];

/**
 * Has the cards of those refreshed who wait for it first: whoever redeems asks for this one job alone where the pool is low. Then
 * keeps code pools ahead of demand: makes discounts, sends batches of codes, asks what became of them, hands codes to those who
 * wait. Every step is written before and after its call, so that it goes on from wherever it stopped.
 * @returns how many redemptions were issued. @throws ShopifyFault
 */
export async function fillPools(shop: Shop, now: () => Date): Promise<number> {
  await enqueueJobsNow([shopJob("refresh-members", shop.shopId)]);
  return oneAtATime(`fill-pools:${shop.shopId}`, async () => {
    const filling: Filling = { shop, client: adminFor(shop.domain), now };
    await retireOver(shop.shopId, now());
    await rehouseHeld(shop.shopId, now());
    let waits = false;
    const wrong = await eachInTurn<() => Promise<boolean>>([
      () => endBatches(filling), ...(await readFor(shop.shopId, (db) => poolsToFill(db, now()))).map((pool) => () => tendPool(filling, pool)),
    ], async (step) => { waits = (await step()) || waits; });
    // Whatever Shopify did not answer, or refused: codes that are there go to those who wait.
    const issued = await issueHeld(shop.shopId, now());
    await giveUpHopeless(filling);
    // Who waited for a code on old terms has it now, and nobody else can want one.
    if (issued > 0) await retireOver(shop.shopId, now());
    // What goes wrong with one discount is no reason for the others to wait.
    if (waits) await enqueueJobsNow([shopJob("fill-pools", shop.shopId, new Date(now().getTime() + ASK_AGAIN_MS))]);
    if (wrong) throw wrong.error;
    await retitleDiscounts(shop, filling.client);
    return issued;
  });
}

/** @returns whether Shopify is at something that has to be asked after. */
async function tendPool(filling: Filling, pool: Pool): Promise<boolean> {
  if (pool.fault !== null) return false;
  if (pool.state !== "open") return await openDiscount(filling, pool) ? tendPool(filling, { ...pool, ...(await reread(filling, pool)) }) : true;
  for (const batch of await readFor(filling.shop.shopId, (db) => openBatches(db, pool.poolId))) await tendBatch(filling, pool, batch);
  const { need, lowMark: mark, fault } = await reread(filling, pool);
  // Of a batch that ended just now Shopify took no code: it would take none of the next either.
  if (fault !== null) return false;
  if (lowMark(need) !== mark) await inTransaction(filling.shop.shopId, (db) => setLowMark(db, pool.poolId, lowMark(need)));
  const size = codesToAdd(need);
  if (size > 0) await sendBatch(filling, pool, await inTransaction(filling.shop.shopId, async (db) => planBatch(db, await shopHasher(filling.shop.shopId), { poolId: pool.poolId, size })));
  else if (need.minted >= MOST_CODES && need.free === 0) await inTransaction(filling.shop.shopId, (db) => retirePools(db, [pool.poolId]));
  return (await readFor(filling.shop.shopId, (db) => openBatches(db, pool.poolId))).length > 0;
}

async function reread({ shop, now }: Filling, { poolId }: Pool): Promise<Pool> {
  const [found] = await readFor(shop.shopId, (db) => poolsToFill(db, now(), poolId));
  if (!found) throw new ShopifyFault("throttled", `pool ${poolId} was closed meanwhile`, { afterSeconds: 1 });
  return found;
}

async function tendBatch(filling: Filling, pool: CodePool, batch: CodeBatch): Promise<void> {
  const { shop, client, now } = filling;
  const drop = (note: string) => inTransaction(shop.shopId, (db) => dropBatch(db, batch.batchId, { state: "unknown", note, now: now() }));
  switch (nextOfBatch(batch, now())) {
    case "send": return sendBatch(filling, pool, batch.batchId);
    case "give_up": return drop("no answer came");
    case "wait": return;
  }
  const creation = await readCreation(client, batch.creationId!);
  const codes = codesToGive(batch, creation, now());
  if (codes === "give_up") await drop("Shopify did not finish it");
  else if (codes !== "wait") await finish(filling, pool, { batchId: batch.batchId, codes, creation });
}

/** Batches of pools that give no more codes come to their end as well, so that what they added can be cleared away. @returns whether one is still under way. */
async function endBatches(filling: Filling): Promise<boolean> {
  const { shop, now } = filling;
  const left = await readFor(shop.shopId, batchesOfOverPools);
  for (const { pool, batch } of left) {
    if (batch.state === "planned" || pool.state === "lost") await inTransaction(shop.shopId, (db) => dropBatch(db, batch.batchId, { state: batch.state === "planned" ? "refused" : "unknown", note: "the pool was closed", now: now() }));
    else await tendBatch(filling, pool, batch);
  }
  return left.length > 0;
}

/** Sends a batch once. What was surely not made is sent again; an unknown outcome never. */
async function sendBatch({ shop, client, now }: Filling, pool: CodePool, batchId: bigint | null): Promise<void> {
  if (batchId === null || !(await inTransaction(shop.shopId, (db) => markSent(db, batchId, now())))) return;
  const codes = await readFor(shop.shopId, (db) => codesOfBatch(db, batchId));
  try {
    const answer = await addCodes(client, pool.discountId!, codes.map(({ code }) => code));
    if ("creationId" in answer) return await inTransaction(shop.shopId, (db) => markAdding(db, batchId, answer.creationId));
    await inTransaction(shop.shopId, (db) => dropBatch(db, batchId, { state: "refused", note: answer.refused, now: now() }));
    // The merchant deleted the discount, or ended it. Anything else needs somebody to look at it.
    const left = await readDiscount(client, pool.discountId!);
    if (!left?.usable) await compareCodes(shop.shopId, pool, left && "ended", now());
    else await inTransaction(shop.shopId, (db) => setPoolFault(db, pool.poolId, answer.refused));
  } catch (error) {
    const after = stateAfterFault(error instanceof ShopifyFault ? error.kind : null);
    await inTransaction(shop.shopId, (db) => after === "unknown" ? dropBatch(db, batchId, { state: "unknown", note: "no answer came", now: now() }) : markUnsent(db, batchId));
    throw error;
  }
}

async function finish({ shop, now }: Filling, pool: CodePool, { batchId, codes, creation }: { batchId: bigint; codes: readonly AddedCode[]; creation: Creation }): Promise<void> {
  const ids = new Map((await readFor(shop.shopId, (db) => codesOfBatch(db, batchId))).map(({ code, codeId }) => [code, codeId]));
  const good = codes.flatMap(({ code, redeemCodeId }) => (ids.has(code) ? [{ codeId: ids.get(code)!, redeemCodeId: redeemCodeId! }] : []));
  const refused = creation?.codes.find((one) => one.refused !== null)?.refused ?? null;
  await inTransaction(shop.shopId, async (db) => {
    await finishBatch(db, batchId, { good, note: refused, now: now() });
    if (good.length === 0) await setPoolFault(db, pool.poolId, refused ?? "Shopify added none of the codes");
  });
}

/** Where Shopify refuses the discount no code will come: the points go back at once. */
async function giveUpHopeless({ shop, now }: Filling): Promise<void> {
  for (const redemptionId of await readFor(shop.shopId, hopelessRedemptions)) {
    await cancelRedemption(shop.shopId, { redemptionId, customerId: null, actor: "system", reason: "reward_withdrawn" }, now());
  }
}
