import { NOTHING_TO_DELETE, nextOfClosing } from "~/loyalty/rewards/closing-code";
import { vouchingFrom } from "~/loyalty/rewards/may-end";
import { CODES_A_CALL } from "~/loyalty/rewards/pool-target";
import { adminFor, type AdminClient } from "~/shopify/client/admin-client.server";
import { codesThere, deactivateDiscount } from "~/shopify/discounts/code-discounts.server";
import { deleteCodes, isJobDone } from "~/shopify/discounts/redeem-codes.server";
import { LOOKUPS_A_CALL } from "~/shopify/documents/discounts.graphql";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { enqueueJobsNow, shopJob } from "~/store/jobs/enqueue.server";
import { closingCodes, dropFreeCodes, forgetDeleteJobs, noteCodesGone, noteDeleteJob, superfluousCodes, type ClosingCode } from "~/store/rewards/closing-codes.server";
import { finishedPools, livePools } from "~/store/rewards/pool-rows.server";
import { movePool } from "~/store/rewards/pool-work.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { concernsTheShop, eachInTurn, throwIfAny, type Failure } from "../each-in-turn";
import { oneAtATime } from "../one-at-a-time";

const ASK_AGAIN_MS = 2_000;
/** Shopify deletes codes within seconds, however busy it is within minutes. */
const SOON_DONE_MS = 10 * 60_000;

interface Closing { shop: Shop; client: AdminClient; now: () => Date; gone: number; left: boolean }

/**
 * Takes codes out of the shop whose points are on their way back, and confirms each is gone; then all orders are read. Also
 * clears away codes and discounts of rewards that promise something else by now. What goes wrong with one holds up no other.
 * @returns how many codes were confirmed gone. @throws ShopifyFault
 */
export function closeCodes(shop: Shop, now: () => Date): Promise<number> {
  return oneAtATime(`close-codes:${shop.shopId}`, async () => {
    const closing: Closing = { shop, client: adminFor(shop.domain), now, gone: 0, left: false };
    const wrong = await eachInTurn([takeOut, clearAway, endFinished], (step) => step(closing));
    if (closing.gone > 0) await enqueueJobsNow([shopJob("reconcile-orders", shop.shopId, new Date(vouchingFrom(now()).getTime() + ASK_AGAIN_MS))]);
    if (wrong) throw wrong.error;
    if (closing.left) await enqueueJobsNow([shopJob("close-codes", shop.shopId, new Date(now().getTime() + ASK_AGAIN_MS))]);
    return closing.gone;
  });
}

/** All of them, a call's worth at a time: those that Shopify keeps stand in nobody's way. */
async function takeOut(closing: Closing): Promise<void> {
  let wrong: Failure = null;
  for (let after: ClosingCode | null = null; ; ) {
    const next = () => readFor(closing.shop.shopId, (db) => closingCodes(db, { after, most: CODES_A_CALL }));
    const found = await next();
    const failed = await eachInTurn([() => askToDelete(closing, found.filter((code) => nextOfClosing(code) === "delete")), async () => confirmGone(closing, await next())], (step) => step());
    wrong ??= failed;
    if (found.length < CODES_A_CALL || concernsTheShop(failed)) break;
    after = found.at(-1)!;
  }
  if (wrong) throw wrong.error;
}

/** One call a discount. An answer that is lost does no harm: what is asked for twice is deleted once. */
async function askToDelete({ shop, client }: Closing, codes: readonly ClosingCode[]): Promise<void> {
  throwIfAny(await eachInTurn([...new Set(codes.map((code) => code.discountId))], async (discountId) => {
    const own = codes.filter((code) => code.discountId === discountId);
    const ids = own.flatMap(({ redeemCodeId }) => redeemCodeId ?? []);
    const job = discountId === null || ids.length === 0 ? null : await deleteCodes(client, discountId, ids);
    await inTransaction(shop.shopId, (db) => noteDeleteJob(db, own.map(({ redemptionId }) => redemptionId), job ?? NOTHING_TO_DELETE));
  }));
}

/** Asks after the jobs, then looks for the codes of those that are done. */
async function confirmGone(closing: Closing, codes: readonly ClosingCode[]): Promise<void> {
  const { shop, client, now } = closing;
  const done: ClosingCode[] = [];
  const asking = await eachInTurn([...new Set(codes.flatMap(({ deleteJob }) => deleteJob ?? []))], async (job) => {
    const jobDone = nextOfClosing({ deleteJob: job }) !== "ask_job" || (await isJobDone(client, job));
    if (nextOfClosing({ deleteJob: job, jobDone }) === "look") done.push(...codes.filter(({ deleteJob }) => deleteJob === job));
  });
  const gone = new Set<ClosingCode>();
  const looking = concernsTheShop(asking) ? null : await eachInTurn(callsFor(done), async (some) => {
    const there = await codesThere(client, some.map(({ code }) => code));
    const isGone = (code: ClosingCode) => nextOfClosing({ ...code, jobDone: true, there: there.has(code.code) }) === "gone";
    const [kept, went] = [some.filter((code) => !isGone(code)), some.filter(isGone)];
    await inTransaction(shop.shopId, async (db) => {
      await noteCodesGone(db, went.map(({ redemptionId }) => redemptionId), now());
      await forgetDeleteJobs(db, kept.map(({ redemptionId }) => redemptionId));
    });
    for (const code of went) gone.add(code);
  });
  closing.gone += gone.size;
  // What takes longer is something that Shopify keeps refusing: the minute's look comes back to it.
  closing.left ||= codes.some((code) => !gone.has(code) && now().getTime() - code.closingAt.getTime() < SOON_DONE_MS);
  throwIfAny(asking ?? looking);
}

const callsFor = (codes: readonly ClosingCode[]) => Array.from({ length: Math.ceil(codes.length / LOOKUPS_A_CALL) }, (_, n) => codes.slice(n * LOOKUPS_A_CALL, (n + 1) * LOOKUPS_A_CALL));

/** Free codes of terms no reward promises any more. */
async function clearAway({ shop, client }: Closing): Promise<void> {
  const retired = (await readFor(shop.shopId, livePools)).filter(({ state }) => state === "retired");
  throwIfAny(await eachInTurn(retired, async ({ poolId, discountId }) => {
    for (let codes = await free(shop, poolId); codes.length > 0; codes = await free(shop, poolId)) {
      // Ours first: a code that is about to be deleted is handed out to nobody.
      const dropped = await inTransaction(shop.shopId, (db) => dropFreeCodes(db, codes.map(({ codeId }) => codeId)));
      const ids = codes.flatMap(({ codeId, redeemCodeId }) => (dropped.has(codeId) ? [redeemCodeId] : []));
      if (ids.length > 0) await deleteCodes(client, discountId!, ids);
    }
  }));
}

const free = (shop: Shop, poolId: bigint) => readFor(shop.shopId, (db) => superfluousCodes(db, poolId, CODES_A_CALL));

/** A discount whose last code is resolved ends, and with it whatever of its codes could not be deleted. */
async function endFinished({ shop, client, now }: Closing): Promise<void> {
  throwIfAny(await eachInTurn(await readFor(shop.shopId, finishedPools), async ({ poolId, discountId }) => {
    if (discountId !== null) await deactivateDiscount(client, discountId);
    await inTransaction(shop.shopId, (db) => movePool(db, poolId, { from: ["retired"], to: "closed", now: now() }));
  }));
}
