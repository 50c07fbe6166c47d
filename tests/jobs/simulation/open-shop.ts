import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import type { Random } from "../../../sandbox/world/random";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import type { LiveShop } from "../../support/live-shop";
import { twinShop } from "../../support/twin-shop";
import type { VirtualClock } from "../../support/virtual-clock";
import { FUNDS } from "./judge";
import { drawLives, type Life } from "./lives";
import { LOTS_END_MS, TERMS } from "./meanwhile";
import type { Simulation } from "./simulate";
import type { Watchdog } from "./watchdog";

/** Of each member's points these end while some of them are held. */
const ENDING = 300;

/** A shop of its own with rewards without codes, and members who have points. */
export async function openShop({ live, clock, random, watchdog }: { live: LiveShop; clock: VirtualClock; random: Random; watchdog: Watchdog }, { domain, lives: count }: { domain: string; lives: number }): Promise<{ run: Simulation; lives: Life[] }> {
  const twin = twinShop(live.sandbox, domain);
  twin.plan = "enterprise";
  const { shop, shopId } = await watchdog.during("the install", () => live.install(twin.domain));
  const now = clock.now();
  const rewards: bigint[] = [];
  for (const terms of TERMS) rewards.push((await watchdog.during("the rewards", () => aStockedReward(live.database, shopId, { codes: 0, now, terms }))).rewardId);
  const lives = drawLives(count, random, rewards);
  const customers = [...new Set(lives.map(({ customerId }) => customerId))];
  const members: bigint[] = [];
  for (const customerId of customers) members.push(await watchdog.during(`member ${customerId}`, () => aMemberWith(shopId, { customerId, points: ENDING, now })));
  await live.database.asOwner(`DO $$ DECLARE id bigint; BEGIN FOR id IN SELECT lot_id FROM lot WHERE shop_id = ${shopId} LOOP
    PERFORM set_config('app.extending_lot', id::text, true); UPDATE lot SET expires_at = '${new Date(now.getTime() + LOTS_END_MS).toISOString()}' WHERE shop_id = ${shopId} AND lot_id = id; END LOOP; END $$`);
  for (const memberId of members) await adjustPoints(shopId, { memberId, points: BigInt(FUNDS - ENDING), note: "funds", actor: "staff:1", commandId: `more ${memberId}` }, now);
  return { run: { live, clock, random, watchdog, shop, shopId, rewards, deaths: 0, faults: 0 }, lives };
}
