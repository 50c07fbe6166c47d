import { CODES_A_CALL } from "~/loyalty/rewards/pool-target";
import { adminFor, type AdminClient } from "~/shopify/client/admin-client.server";
import { deactivateDiscount, discountOfCode } from "~/shopify/discounts/code-discounts.server";
import { deleteCodes, isJobDone } from "~/shopify/discounts/redeem-codes.server";
import { WATERMARK_MARGIN_MS } from "~/operations/rewards/resolve-redemptions.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { enqueueJobsNow, shopJob } from "~/store/jobs/enqueue.server";
import { closingCodes, dropFreeCodes, forgetDeleteJob, noteCodeGone, noteDeleteJob, superfluousCodes, type ClosingCode } from "~/store/rewards/closing-codes.server";
import { finishedPools, livePools } from "~/store/rewards/pool-rows.server";
import { movePool } from "~/store/rewards/pool-work.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { eachInTurn, type Failure } from "../each-in-turn";
import { oneAtATime } from "../one-at-a-time";

const ASK_AGAIN_MS = 2_000;
/** Shopify deletes codes within seconds, however busy it is within minutes. */
const SOON_DONE_MS = 10 * 60_000;
const NOTHING_TO_DELETE = "none";

interface Closing { shop: Shop; client: AdminClient; now: () => Date }

/**
 * Takes codes out of the shop whose points are on their way back, and confirms each is gone; then all orders are read. Also
 * clears away codes and discounts of rewards that promise something else by now.
 * @returns how many codes were confirmed gone. @throws ShopifyFault
 */
export function closeCodes(shop: Shop, now: () => Date): Promise<number> {
  return oneAtATime(`close-codes:${shop.shopId}`, async () => {
    const closing = { shop, client: adminFor(shop.domain), now };
    const asking = await askToDelete(closing, (await readFor(shop.shopId, (db) => closingCodes(db, CODES_A_CALL))).filter(({ deleteJob }) => deleteJob === null));
    const asked = await readFor(shop.shopId, (db) => closingCodes(db, CODES_A_CALL));
    let gone = 0;
    const confirming = await eachInTurn(asked, async (code) => { gone += (await confirmGone(closing, code)) ? 1 : 0; });
    const wrong = asking ?? confirming ?? await clearAway(closing);
    if (gone > 0) await enqueueJobsNow([shopJob("reconcile-orders", shop.shopId, new Date(now().getTime() + WATERMARK_MARGIN_MS + ASK_AGAIN_MS))]);
    if (wrong) throw wrong.error;
    // What takes longer is something that Shopify keeps refusing: the minute's look comes back to it.
    const soon = asked.some(({ closingAt }) => now().getTime() - closingAt.getTime() < SOON_DONE_MS);
    if (gone < asked.length && soon) await enqueueJobsNow([shopJob("close-codes", shop.shopId, new Date(now().getTime() + ASK_AGAIN_MS))]);
    return gone;
  });
}

/** One call a discount. An answer that is lost does no harm: what is asked for twice is deleted once. */
function askToDelete({ shop, client }: Closing, codes: readonly ClosingCode[]): Promise<Failure> {
  return eachInTurn([...new Set(codes.map((code) => code.discountId))], async (discountId) => {
    const own = codes.filter((code) => code.discountId === discountId);
    const ids = own.flatMap(({ redeemCodeId }) => redeemCodeId ?? []);
    const job = discountId === null || ids.length === 0 ? null : await deleteCodes(client, discountId, ids);
    await inTransaction(shop.shopId, (db) => noteDeleteJob(db, own.map(({ redemptionId }) => redemptionId), job ?? NOTHING_TO_DELETE));
  });
}

/** Gone is what Shopify does not find any more after its job is done; a code that is still there is asked for again. */
async function confirmGone({ shop, client, now }: Closing, { redemptionId, code, deleteJob }: ClosingCode): Promise<boolean> {
  if (deleteJob === null || (deleteJob !== NOTHING_TO_DELETE && !(await isJobDone(client, deleteJob)))) return false;
  const isGone = (await discountOfCode(client, code)) === null;
  await inTransaction(shop.shopId, (db) => (isGone ? noteCodeGone(db, redemptionId, now()) : forgetDeleteJob(db, redemptionId)));
  return isGone;
}

/** Discounts of terms no reward promises any more: their free codes go first, the discount when its last code is resolved. */
async function clearAway({ shop, client }: Closing): Promise<Failure> {
  const retired = (await readFor(shop.shopId, livePools)).filter(({ state }) => state === "retired");
  const clearing = await eachInTurn(retired, async ({ poolId, discountId }) => {
    for (let codes = await free(shop, poolId); codes.length > 0; codes = await free(shop, poolId)) {
      // Ours first: a code that is about to be deleted is handed out to nobody.
      const dropped = await inTransaction(shop.shopId, (db) => dropFreeCodes(db, codes.map(({ codeId }) => codeId)));
      const ids = codes.flatMap(({ codeId, redeemCodeId }) => (dropped.has(codeId) ? [redeemCodeId] : []));
      if (ids.length > 0) await deleteCodes(client, discountId!, ids);
    }
  });
  return clearing ?? eachInTurn(await readFor(shop.shopId, finishedPools), async ({ poolId, discountId }) => {
    if (discountId !== null) await deactivateDiscount(client, discountId);
    await inTransaction(shop.shopId, (db) => movePool(db, poolId, { from: ["retired"], to: "closed" }));
  });
}

const free = (shop: Shop, poolId: bigint) => readFor(shop.shopId, (db) => superfluousCodes(db, poolId, CODES_A_CALL));
