import { describe, expect, test } from "vitest";
import { closeCodes } from "~/jobs/tasks/close-codes";
import { fillPools } from "~/jobs/tasks/fill-pools";
import { reconcileOrders } from "~/jobs/tasks/reconcile-orders";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { resolveRedemptions } from "~/operations/rewards/resolve-redemptions.server";
import { setRewardState } from "~/operations/rewards/set-reward-state.server";
import { ShopifyFault } from "~/shopify/client/shopify-fault";
import { readFor } from "~/store/in-transaction.server";
import { codesById } from "~/store/rewards/codes.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import { statusOf } from "../../sandbox/discounts/discount-facts";
import { findCode } from "../../sandbox/discounts/redeem-codes";
import { forgetCallFaults, orderCallFault } from "../../sandbox/faults/call-faults";
import { placeOrder } from "../../sandbox/shop-life/place-order";
import type { CallFault, Shop } from "../../sandbox/world/types";
import { aMemberWith, aStockedReward } from "../support/a-stocked-reward";
import { readRedemption } from "../support/end-redemption";
import { expectBooks } from "../support/expect-books";
import { useLiveShop } from "../support/live-shop";
import { redemptionOf } from "../support/redemption-of";
import { twinShop } from "../support/twin-shop";
import { virtualClock } from "../support/virtual-clock";

const live = useLiveShop({ work: false });
const clock = virtualClock(live);
const MOST_ROUNDS = 40;

const CHANGES = ["discountCodeBasicCreate", "discountRedeemCodeBulkAdd", "discountCodeRedeemCodeBulkDelete", "discountCodeDeactivate"];
const READS = ["codeDiscountNodeByCode", "discountRedeemCodeBulkCreation", "job", "orders", "order"];
/** A call is tried three times at once: three bad answers end it, and the job has to come again; one is got over at once. A batch of codes is sent once. */
const timesOf = (field: string) => (field === "discountRedeemCodeBulkAdd" ? 2 : field === "order" || field === "job" || field === "discountCodeDeactivate" ? 1 : 3);

const LATER = { afterSeconds: 40 };
/** Every bad answer, with each fate of the work. */
const TROUBLES: Pick<CallFault, "answer" | "effect">[] = [
  { answer: "server_error", effect: LATER }, { answer: "html", effect: "before" }, { answer: "null_data", effect: "never" }, { answer: "errors", effect: LATER }, { answer: "lost", effect: "before" },
];
const nameOf = ({ answer, effect }: Pick<CallFault, "answer" | "effect">) => `${answer}, done ${typeof effect === "object" ? `${effect.afterSeconds} s later` : effect}`;

interface Story { name: string; shop: Shop; shopId: bigint; rewardId: bigint; kept: bigint; used: bigint; stage: "held" | "closing" | "ended" | "over" }

async function begin(trouble: Pick<CallFault, "answer" | "effect">, n: number): Promise<Story> {
  const { domain } = twinShop(live.sandbox, `twin-${n}.myshopify.com`);
  const { shop, shopId } = await live.install(domain);
  for (const field of [...CHANGES, ...READS]) orderCallFault(live.sandbox, { ...trouble, ...(READS.includes(field) ? { effect: "never" } : {}), field, domain, times: timesOf(field) });
  const { rewardId } = await aStockedReward(live.database, shopId, { codes: 0, now: clock.now() });
  const redeemed = async (customerId: string) => {
    await aMemberWith(shopId, { customerId, points: 100, now: clock.now() });
    return redemptionOf(await redeemReward(shopId, { customerId, rewardId, points: 100, requestId: "a", surface: "panel" }, clock.now())).redemptionId;
  };
  return { name: nameOf(trouble), shop, shopId, rewardId, kept: await redeemed("7"), used: await redeemed("8"), stage: "held" };
}

/** The jobs of a minute. One that Shopify does not answer comes again, as the queue does it. */
async function workAMinute({ shopId }: Story): Promise<void> {
  const shop = async () => (await shopById(shopId))!;
  const jobs = [
    async () => fillPools(await shop(), clock.now), async () => closeCodes(await shop(), clock.now), async () => reconcileOrders(await shop(), { deep: false }, clock.now),
    async () => resolveRedemptions(shopId, (await shop()).reconciledUntil, clock.now()),
  ];
  for (const job of jobs) await job().catch((error: unknown) => { if (!(error instanceof ShopifyFault)) throw error; });
}

async function standing({ shopId, shop, kept, used }: Story) {
  const redemptions = await Promise.all([kept, used].map((id) => readRedemption(shopId, id)));
  const codes = await readFor(shopId, (db) => codesById(db, redemptions.flatMap(({ codeId }) => codeId ?? [])));
  return redemptions.map(({ status, codeId }) => ({ status, code: codeId === null ? null : codes.get(codeId)!, there: codeId !== null && findCode(shop, codes.get(codeId)!) !== null }));
}

/** Shopify takes its time with codes: what it was asked to add or delete happens minutes later. */
function slowDown({ shop }: Story): void {
  const dueAt = new Date(clock.now().getTime() + 200_000).toISOString();
  for (const work of Object.values(shop.codeDeletions)) if (!work.done && work.dueAt < dueAt && !slowed.has(work)) slowed.add(Object.assign(work, { dueAt }));
}
const slowed = new WeakSet<object>();

/** What members do meanwhile: give one back, and give back one that an order has just used, of which no webhook tells. */
async function goOn(story: Story): Promise<void> {
  const { shop, shopId, rewardId } = story;
  const [kept, used] = await standing(story);
  for (const one of [kept!, used!]) {
    if (one.status === "issued") expect(one.there, `${story.name}: a code was handed out that is not at Shopify`).toBe(true);
    if (one.status === "voided") expect(one.there, `${story.name}: points came back though the code can be used`).toBe(false);
  }
  if (story.stage === "held" && kept!.status === "issued" && used!.status === "issued") {
    placeOrder(live.sandbox, shop, { email: "b@example.com", lines: [{ title: "Fern", unitPriceMinor: 5_000, quantity: 1 }], codes: [used!.code!] });
    for (const [redemptionId, customerId] of [[story.kept, "7"], [story.used, "8"]] as const) await cancelRedemption(shopId, { redemptionId, customerId, actor: "customer", reason: "reward_canceled" }, clock.now());
    story.stage = "closing";
  } else if (story.stage === "closing" && kept!.status !== "closing" && used!.status !== "closing") {
    expect([kept!.status, used!.status], story.name).toEqual(["voided", "burned"]);
    await setRewardState(shopId, { rewardId, state: "ended", actor: "staff:1" }, clock.now());
    story.stage = "ended";
  } else if (story.stage === "ended") {
    const open = await live.database.asOwner("SELECT 1 FROM code_pool WHERE shop_id = $1 AND state <> 'closed' UNION ALL SELECT 1 FROM code_batch WHERE shop_id = $1 AND state IN ('planned', 'sent', 'adding')", [shopId]);
    if (open.length === 0) story.stage = "over";
  }
}

describe("Shopify answers badly at every step of a redemption", () => {
  test("with an error, a page, nothing or no data, whether it did the work, did not, or does it later: what is unknown stays unknown, and all ends well", async () => {
    Object.assign(live.sandbox.world.faults, { drop: 1, codesLate: 1, codesLateSeconds: 200 });
    const stories: Story[] = [];
    for (const [n, trouble] of TROUBLES.entries()) stories.push(await begin(trouble, n));
    for (let round = 0; round < MOST_ROUNDS && stories.some(({ stage }) => stage !== "over"); round++) {
      await Promise.all(stories.filter(({ stage }) => stage !== "over").map(async (story) => {
        await workAMinute(story);
        slowDown(story);
        await goOn(story);
      }));
      await clock.pass(65_000);
    }
    expect(stories.filter(({ stage }) => stage !== "over").map(({ name, stage }) => `${name}: still ${stage}`)).toEqual([]);
    expect(live.sandbox.world.callFaults!.filter(({ field }) => field !== "codeDiscountNodeByCode"), "troubles that did not strike").toEqual([]);
    for (const { name, shop, shopId } of stories) {
      expect(await live.database.asOwner("SELECT sum(available)::int AS available, sum(held)::int AS held, sum(debt)::int AS debt FROM wallet WHERE shop_id = $1", [shopId]), name).toEqual([{ available: 100, held: 0, debt: 0 }]);
      expect(await live.database.asOwner("SELECT 1 FROM redemption r JOIN code c USING (shop_id, code_id) JOIN code_batch b USING (shop_id, batch_id) WHERE shop_id = $1 AND b.state <> 'done'", [shopId]), name).toEqual([]);
      const discounts = Object.values(shop.discounts);
      expect(discounts.map((discount) => statusOf(discount, clock.now().toISOString())), `${name}: one discount, and it is over`).toEqual(["EXPIRED"]);
      await expectBooks(shopId);
    }
  });

  test("a discount that never comes about does not keep codes of another reward from those who wait for them", async () => {
    forgetCallFaults(live.sandbox);
    const { shopId } = await live.install(twinShop(live.sandbox, "poisoned.myshopify.com").domain);
    orderCallFault(live.sandbox, { field: "discountCodeBasicCreate", answer: "errors", error: { code: "BAD_REQUEST", message: "No", field: null }, times: null });
    await aStockedReward(live.database, shopId, { codes: 0, now: clock.now() });
    const { rewardId } = await aStockedReward(live.database, shopId, { codes: 0, now: clock.now(), terms: { value: { kind: "free_shipping", maximumMinor: null } } });
    await aMemberWith(shopId, { customerId: "7", points: 100, now: clock.now() });
    const redemption = redemptionOf(await redeemReward(shopId, { customerId: "7", rewardId, points: 100, requestId: "a", surface: "panel" }, clock.now()));
    for (let i = 0; i < 2; i++) {
      await expect(fillPools((await shopById(shopId))!, clock.now)).rejects.toThrow(ShopifyFault);
      await clock.pass(300_000);
    }
    await expect(fillPools((await shopById(shopId))!, clock.now)).rejects.toThrow(ShopifyFault);
    expect((await readRedemption(shopId, redemption.redemptionId)).status).toBe("issued");
  });
});
