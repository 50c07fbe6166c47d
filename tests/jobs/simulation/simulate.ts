import { handleOnce } from "~/inbox/run-inbox.server";
import { closeCodes } from "~/jobs/tasks/close-codes";
import { expirePoints } from "~/operations/ledger/expire-points.server";
import { fillPools } from "~/jobs/tasks/fill-pools";
import { reconcileOrders } from "~/jobs/tasks/reconcile-orders";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { expireRedemptions } from "~/operations/rewards/expire-redemptions.server";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { resolveRedemptions } from "~/operations/rewards/resolve-redemptions.server";
import { ShopifyFault } from "~/shopify/client/shopify-fault";
import { readFor } from "~/store/in-transaction.server";
import { codesById } from "~/store/rewards/codes.server";
import { shopById } from "~/store/shops/shop-by-id.server";
import { findCode } from "../../../sandbox/discounts/redeem-codes";
import { cancelOrder } from "../../../sandbox/shop-life/cancel-order";
import { payOrder } from "../../../sandbox/shop-life/pay-order";
import { placeOrder } from "../../../sandbox/shop-life/place-order";
import { refundOrder } from "../../../sandbox/shop-life/refund-order";
import { courierOf } from "../../../sandbox/webhooks/courier-of";
import type { Random } from "../../../sandbox/world/random";
import type { Order, Shop } from "../../../sandbox/world/types";
import { dyingAt } from "../../support/dying-at";
import { readRedemption } from "../../support/end-redemption";
import type { LiveShop } from "../../support/live-shop";
import type { VirtualClock } from "../../support/virtual-clock";
import { UNITS, type Life, type PlannedUse } from "./lives";
import { meanwhile } from "./meanwhile";
import { calm, orderTrouble, trouble } from "./shopify-trouble";
import type { Watchdog } from "./watchdog";

/** An order the shop really has, whatever the product has heard of it. */
export interface TrueOrder { orderId: string; placedAt: Date; unitsBack: number; planned: PlannedUse; takeBackAt: number | null }
export interface Lived extends Life { redemptionId: bigint | null; code: string | null; canceled: boolean; forgotten: boolean; orders: TrueOrder[]; left: PlannedUse[] }
export interface Simulation { live: LiveShop; clock: VirtualClock; random: Random; watchdog: Watchdog; shop: Shop; shopId: bigint; rewards: readonly bigint[]; deaths: number; faults: number }

const MOST_STEPS = 14;
const QUIET_ROUNDS = 40;

/** Lives of redemptions with the product's own jobs, beside a Shopify in trouble, with workers that die; in the end Shopify is well and all is done. */
export async function simulate(run: Simulation, lives: readonly Life[]): Promise<Lived[]> {
  const all = lives.map((life): Lived => ({ ...life, redemptionId: null, code: null, canceled: false, forgotten: false, orders: [], left: [...life.uses] }));
  trouble(run.live.sandbox);
  const last = Math.max(...lives.map(({ from, cancelAt, uses }) => Math.max(from, cancelAt ?? 0, ...uses.map(({ at, back }) => at + (back?.after ?? 0))))) + 2;
  for (let round = 0; round <= last || all.some(hasPlans); round++) {
    if (round > last + QUIET_ROUNDS) throw new Error(`redemptions ${all.filter(hasPlans).map(({ n }) => n).join(", ")} are stuck: expected them to get their codes`);
    if (round > last) calm(run.live.sandbox);
    await run.watchdog.during(`round ${round}: meanwhile`, () => meanwhile(run, all, round));
    for (const life of all) await run.watchdog.during(`round ${round}: life ${life.n}`, () => liveOn(run, life, round));
    if (round <= last && run.random() < 0.7) orderTrouble(run.live.sandbox, run.shop, run.random);
    await work(run, { round, mayDie: round <= last });
    const ms = Math.floor(20_000 + run.random() * (run.random() < 0.1 ? 1_800_000 : 70_000));
    await run.watchdog.during(`round ${round}: Shopify's clock`, () => run.clock.pass(ms));
  }
  calm(run.live.sandbox);
  for (let round = 0; round < QUIET_ROUNDS && (round < 3 || await isUnderWay(run)); round++) {
    await work(run, { round: last + round, mayDie: false });
    await run.watchdog.during(`quiet round ${round}: Shopify's clock`, () => run.clock.pass(65_000));
  }
  return all;
}

/** Something it wants to do, and could not yet. */
const hasPlans = ({ cancelAt, canceled, forgotten, left, redemptionId }: Lived) => (redemptionId === null && !forgotten) || left.length > 0 || (cancelAt !== null && !canceled);

async function isUnderWay({ live, shopId, clock }: Simulation): Promise<boolean> {
  return (await live.database.asOwner("SELECT 1 FROM redemption WHERE shop_id = $1 AND (status IN ('held', 'closing') OR (status = 'issued' AND expires_at < $2))", [shopId, clock.now()])).length > 0;
}

async function liveOn(run: Simulation, life: Lived, round: number): Promise<void> {
  const { shopId, clock } = run;
  if (round < life.from) return;
  if (life.forgotten && life.redemptionId === null) return void (life.left = []);
  if (life.redemptionId === null) {
    const ask = () => redeemReward(shopId, { customerId: life.customerId, rewardId: life.rewardId, points: 100, requestId: life.requestId, surface: "panel" }, clock.now());
    const answers = await Promise.all(life.asksTwice ? [ask(), ask()] : [ask()]);
    for (const answer of answers) {
      // Once it is active again.
      if ("refusal" in answer && answer.refusal === "reward_paused") return;
      if ("refusal" in answer) throw new Error(`redemption ${life.n} is refused: ${answer.refusal}`);
      life.redemptionId = answer.redemption.redemptionId;
    }
  }
  if (life.code === null) {
    const { codeId } = await readRedemption(shopId, life.redemptionId!);
    if (codeId !== null) life.code = (await readFor(shopId, (db) => codesById(db, [codeId]))).get(codeId)!;
  }
  for (const planned of life.left.filter(({ at }) => at <= round)) buy(run, life, planned, round);
  if (life.cancelAt !== null && !life.canceled && life.cancelAt <= round) {
    await cancelRedemption(shopId, { redemptionId: life.redemptionId!, customerId: life.customerId, actor: "customer", reason: "reward_canceled" }, clock.now());
    life.canceled = true;
  }
  for (const order of life.orders) if (order.takeBackAt !== null && order.takeBackAt <= round) takeBack(run, order);
}

/** Waits for its code; one whose redemption was given back without ever having a code never buys with it. */
function buy({ live, shop }: Simulation, life: Lived, planned: PlannedUse, round: number): void {
  if (life.code === null) {
    if (life.canceled) life.left = [];
    return;
  }
  life.left = life.left.filter((one) => one !== planned);
  if (findCode(shop, life.code)?.redeem.uses.length === 0 || planned.late) {
    const order = placeOrder(live.sandbox, shop, { email: `buyer-${life.n}@example.com`, lines: [{ title: "Fern", unitPriceMinor: 2_000, quantity: UNITS }], codes: [life.code], late: planned.late });
    payOrder(live.sandbox, shop, { orderId: order.id });
    life.orders.push({ orderId: order.id, placedAt: new Date(order.createdAt), unitsBack: 0, planned, takeBackAt: planned.back ? round + planned.back.after : null });
  }
}

function takeBack({ live, shop }: Simulation, order: TrueOrder): void {
  const { units } = order.planned.back!;
  const stored: Order = shop.orders[order.orderId]!;
  order.takeBackAt = null;
  order.unitsBack = units;
  if (units === UNITS) cancelOrder(live.sandbox, shop, { orderId: order.orderId });
  else refundOrder(live.sandbox, shop, { orderId: order.orderId, lines: [{ lineId: stored.lines[0]!.id, quantity: units }] });
}

/** The jobs of a round, each of which may die at any step; what it left is found by the next. */
async function work(run: Simulation, { round, mayDie }: { round: number; mayDie: boolean }): Promise<void> {
  const { shopId, clock, random } = run;
  const shop = async () => (await shopById(shopId))!;
  const inbox = async () => { while (await handleOnce({ most: 150, leaseSeconds: 30 }, clock.now) > 0); };
  const readList = async () => reconcileOrders(await shop(), { deep: false }, clock.now);
  const jobs: [name: string, job: () => Promise<unknown>][] = [
    ["fill-pools", async () => fillPools(await shop(), clock.now)], ["close-codes", async () => closeCodes(await shop(), clock.now)], ["inbox", inbox], ["reconcile-orders", readList], ["inbox", inbox],
    ["resolve-redemptions", async () => resolveRedemptions(shopId, (await shop()).reconciledUntil, clock.now())],
    ["expire-redemptions", () => expireRedemptions(shopId, clock.now())], ["expire-points", () => expirePoints(shopId, clock.now())],
  ];
  // What Shopify tells of is at the door before a worker dies: the door is another process.
  await run.watchdog.during(`round ${round}: deliveries`, async () => courierOf(run.live.sandbox.world)?.idle());
  for (const [name, job] of jobs) {
    const patient = () => job().catch((error: unknown) => {
      if (!(error instanceof ShopifyFault)) throw error;
      run.faults += 1;
    });
    const dies = mayDie && job !== inbox && random() <= 0.15 ? 1 + Math.floor(random() * MOST_STEPS) : null;
    if (dies === null) await run.watchdog.during(`round ${round}: ${name}`, patient);
    else if (await run.watchdog.during(`round ${round}: ${name}, dead at step ${dies}`, () => dyingAt(dies, patient))) run.deaths += 1;
  }
}
