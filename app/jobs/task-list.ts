import type { JobHelpers, Task as Run, TaskList } from "graphile-worker";
import { log } from "~/log.server";
import { noteAnniversaries } from "~/operations/activities/note-anniversaries.server";
import { settleActivities } from "~/operations/activities/settle-activities.server";
import { resettleOrders } from "~/operations/orders/resettle-orders.server";
import { expirePoints } from "~/operations/ledger/expire-points.server";
import { chargeShown } from "~/operations/rewards/charge-shown.server";
import { expireRedemptions } from "~/operations/rewards/expire-redemptions.server";
import { resolveRedemptions } from "~/operations/rewards/resolve-redemptions.server";
import { releasePoints } from "~/operations/ledger/release-points.server";
import { refreshAgedCards } from "~/operations/members/refresh-aged-cards.server";
import { recomputeShopTiers } from "~/operations/tiers/recompute-shop-tiers.server";
import { switchOffFeatures } from "~/operations/shop/switch-off-features.server";
import { featuresRefused } from "~/shopify/client/refused-fields";
import { ShopifyFault } from "~/shopify/client/shopify-fault";
import { withoutFeatures } from "~/shopify/shops/features-off";
import { accessToken } from "~/shopify/tokens/access-token.server";
import type { Task } from "~/store/jobs/enqueue.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { putOff } from "./put-off";
import { SCHEDULED } from "./schedule";
import { eraseShopData, exportData, redactData } from "./tasks/compliance";
import { closeCodes } from "./tasks/close-codes";
import { eraseOld } from "./tasks/erase-old";
import { fillPools } from "./tasks/fill-pools";
import { importShop } from "./tasks/import-shop";
import { lookAtCode } from "./tasks/look-at-code";
import { publishShopProgram } from "./tasks/publish-program";
import { readTags } from "./tasks/read-customers";
import { readOneOrder, readOrders } from "./tasks/read-orders";
import { readPayments } from "./tasks/read-payments";
import { readOneProduct, readWaitingProducts } from "./tasks/read-products";
import { lookAtDiscount, reconcileCodes } from "./tasks/reconcile-codes";
import { reconcileOrders } from "./tasks/reconcile-orders";
import { refreshBacklog, refreshMembers } from "./tasks/refresh-members";
import { resealAll } from "./tasks/reseal";
import { retagMembers } from "./tasks/retag-members";
import { verifyAndSeal } from "./tasks/verify-ledger";

type Payload = Record<string, string | number | boolean | null | undefined>;
type ShopTask = (shop: Shop, payload: Payload, now: () => Date) => Promise<unknown>;

const now = () => new Date();

/** Tasks about one shop that has the app installed; for others there is nothing to do any more. */
const INSTALLED: Partial<Record<Task, ShopTask>> = {
  "refresh-members": (shop, _payload, at) => refreshMembers(shop, at),
  "refresh-backlog": (shop, _payload, at) => refreshBacklog(shop, at),
  "retag-members": (shop, _payload, at) => retagMembers(shop, at),
  "resettle-orders": ({ shopId }, _payload, at) => resettleOrders(shopId, at()),
  "read-orders": (shop, _payload, at) => readOrders(shop, at),
  "read-order": (shop, { orderId }, at) => readOneOrder(shop, String(orderId), at),
  "read-payments": (shop, _payload, at) => readPayments(shop, at),
  "read-products": (shop, _payload, at) => readWaitingProducts(shop, at),
  "read-product": (shop, { productId }, at) => readOneProduct(shop, String(productId), at),
  "read-customers": (shop, { customerId }, at) => readTags(shop, [String(customerId)], at),
  "recompute-tiers": async ({ shopId }, { all }, at) => {
    await recomputeShopTiers(shopId, { all: all !== false }, at());
    await refreshAgedCards(shopId, at());
  },
  "settle-activities": ({ shopId }, _payload, at) => settleActivities(shopId, at()),
  "note-anniversaries": ({ shopId }, _payload, at) => noteAnniversaries(shopId, at()),
  "fill-pools": (shop, _payload, at) => fillPools(shop, at),
  "close-codes": (shop, _payload, at) => closeCodes(shop, at),
  "resolve-redemptions": async ({ shopId, reconciledUntil }, _payload, at) => {
    await resolveRedemptions(shopId, reconciledUntil, at());
    await chargeShown(shopId, at());
  },
  "expire-redemptions": ({ shopId }, _payload, at) => expireRedemptions(shopId, at()),
  "expire-points": ({ shopId }, _payload, at) => expirePoints(shopId, at()),
  "reconcile-codes": (shop, _payload, at) => reconcileCodes(shop, at),
  "release-points": ({ shopId }, _payload, at) => releasePoints(shopId, at()),
  "look-at-discount": (shop, { discountId }, at) => lookAtDiscount(shop, String(discountId), at),
  "look-at-code": (shop, { redemptionId, again }, at) => lookAtCode(shop, { redemptionId: BigInt(String(redemptionId)), again: again === true }, at),
  "publish-program": (shop, _payload, at) => publishShopProgram(shop, at),
  "import-shop": (shop, _payload, at) => importShop(shop, at),
  "reconcile-orders": (shop, { deep }, at) => reconcileOrders(shop, { deep: deep === true }, at),
  "verify-ledger": (shop, _payload, at) => verifyAndSeal(shop, at()),
  "refresh-token": ({ domain }) => accessToken(domain),
};

/** Also after an uninstall: the law does not ask whether the app is still there. */
const ALWAYS: Partial<Record<Task, ShopTask>> = {
  "export-customer": (shop, { requestId }, at) => exportData(shop, BigInt(String(requestId)), at()),
  "redact-customer": (shop, { requestId }, at) => redactData(shop, BigInt(String(requestId)), at()),
  "erase-shop": (shop, { askedAt }) => eraseShopData(shop, new Date(String(askedAt))),
};

/** Every task by its name, as the queue knows it. Tasks may run twice or stop halfway: each only does what is left to do. */
export const taskList: TaskList = {
  ...Object.fromEntries(Object.entries(INSTALLED).map(([name, run]) => [name, forShop(name, run, (shop) => shop.installedAt !== null && shop.uninstalledAt === null)])),
  ...Object.fromEntries(Object.entries(ALWAYS).map(([name, run]) => [name, forShop(name, run, () => true)])),
  "erase-old": () => eraseOld(now()),
  reseal: () => resealAll(),
  ...SCHEDULED,
};

/** Tasks that somebody waits for. They have places of their own in the worker, so that long readings never take them all. */
const PROMPT: ReadonlySet<string> = new Set<Task>(["refresh-members", "fill-pools", "close-codes", "resolve-redemptions", "look-at-code", "read-products", "read-order", "release-points", "settle-activities", "publish-program"]);
export const promptTasks: TaskList = Object.fromEntries(Object.entries(taskList).filter(([name]) => PROMPT.has(name)));
export const patientTasks: TaskList = Object.fromEntries(Object.entries(taskList).filter(([name]) => !PROMPT.has(name)));

function forShop(name: string, run: ShopTask, may: (shop: Shop) => boolean): Run {
  return async (payload: unknown, { job }: JobHelpers) => {
    const given = payload as Payload;
    const shop = await shopById(BigInt(String(given.shopId)));
    if (!shop || !may(shop)) return;
    const begun = performance.now();
    try {
      await run(shop, given, now);
      log.debug({ task: name, shop: shop.domain, ms: Math.round(performance.now() - begun) }, "task done");
    } catch (error) {
      // Waiting does not bring a scope back: what is left to do is found again when somebody asks for it.
      if (error instanceof ShopifyFault && error.kind === "denied") return void log.warn({ task: name, shop: shop.domain, reason: error.message }, "task left: Shopify does not allow it");
      const again = await putOff(error, job);
      if (again) return void log.info({ task: name, shop: shop.domain, again, reason: messageOf(error) }, "task put off");
      log.warn({ err: error, task: name, shop: shop.domain, attempt: job.attempts }, "task failed, it is tried again");
      throw error;
    } finally {
      await noteRefused(shop);
    }
  };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What Shopify did not show while the task ran switches off what rests on it, with a sentence for the merchant. */
async function noteRefused(shop: Shop): Promise<void> {
  const off = withoutFeatures(featuresRefused(shop.domain));
  if (Object.keys(off).length === 0) return;
  log.warn({ shop: shop.domain, features: Object.keys(off) }, "features switched off: Shopify refuses what they need");
  await switchOffFeatures(shop.shopId, off);
}
