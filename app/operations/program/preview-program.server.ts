import { sameDaysBefore } from "~/loyalty/activities/anniversaries";
import type { Program } from "~/loyalty/program/program";
import { parseProgram, type ProgramMistake } from "~/loyalty/program/parse-program";
import { programAt } from "~/loyalty/program/program-at";
import { simulateActivities, type ActivityCounts } from "~/loyalty/program/simulate-activities";
import { simulateOrders } from "~/loyalty/program/simulate-orders";
import { simulateProgramChange, type OrdersPreview, type ProgramPreview } from "~/loyalty/program/simulate-program-change";
import { localDate, plusDays, plusLocalDays } from "~/loyalty/time/local-day";
import { oldestEnrollment } from "~/store/activities/anniversary-members.server";
import { readFor } from "~/store/in-transaction.server";
import { productsById } from "~/store/products/products-by-id.server";
import { programPicture } from "~/store/program/program-picture.server";
import { programVersions } from "~/store/program/program-versions.server";
import { countJoinedIn } from "~/store/program/recent-activities.server";
import { recentOrders } from "~/store/program/recent-orders.server";
import { settlementShop, type SettlementShop } from "~/store/shops/settlement-shop.server";
import type { Tx } from "~/store/tx";
import { testAllowed } from "../orders/settlement/find-buyers";
import { lacksDetails } from "../orders/settlement/missing-details";
import { lacksProducts, productsOf } from "../orders/settlement/missing-products";

/** Enough to see what a rule does, few enough to be worked out while somebody edits. */
const MOST_ORDERS = 1_000;
const DAYS = 365;
const ACTIVITY_DAYS = 30;
/** Whoever types asks anew at each pause: a statement nobody waits for any more must not go on reading. The page says that it could not be worked out. */
const WHILE_TYPING = { statement: 5_000 };

/** Dry run of a change: who would move, what outstanding points would be worth, what recent orders would give. Changes nothing. */
export function previewProgram(shopId: bigint, settings: unknown, now: Date): Promise<{ preview: ProgramPreview } | { mistakes: ProgramMistake[] }> {
  const parsed = parseProgram(settings);
  if ("mistakes" in parsed) return Promise.resolve(parsed);
  const after = parsed.program;
  return readFor(shopId, async (db) => {
    const shop = await settlementShop(db);
    const before = programAt(await programVersions(db), now.toISOString());
    const picture = await programPicture(db, after, { zone: shop.timezone, now });
    return { preview: { ...simulateProgramChange(before, after, picture), orders: await previewOrders(db, { shop, before, after, now }), activities: simulateActivities(before, after, await recentActivities(db, { shop, now })) } };
  }, WHILE_TYPING);
}

/** Who joined, and whose year was full, in the last 30 days. Who would subscribe to a newsletter nobody knows. */
async function recentActivities(db: Tx, { shop, now }: { shop: SettlementShop; now: Date }): Promise<ActivityCounts> {
  const [zone, until] = [shop.timezone, localDate(now.toISOString(), shop.timezone)];
  const oldest = await oldestEnrollment(db);
  if (oldest === null) return { sign_up: 0, anniversary: 0 };
  return {
    sign_up: await countJoinedIn(db, [{ from: plusLocalDays(now.toISOString(), zone, -ACTIVITY_DAYS), before: now.toISOString() }]),
    anniversary: await countJoinedIn(db, sameDaysBefore({ from: plusDays(until, -ACTIVITY_DAYS), until, zone }, oldest)),
  };
}

/** What both programs give for the same orders. An order that one of them could not price before it was read is left out of both, and counted. */
async function previewOrders(db: Tx, { shop, before, after, now }: { shop: SettlementShop; before: Program; after: Program; now: Date }): Promise<OrdersPreview> {
  const found = await recentOrders(db, { since: plusLocalDays(now.toISOString(), shop.timezone, -DAYS), until: now.toISOString(), most: MOST_ORDERS });
  const orders = found.map(({ customerId, tags, ...order }) => ({ ...order, customerTags: tags, testAllowed: testAllowed(shop, customerId), stored: null }));
  const programs = [before, after];
  const products = await productsById(db, productsOf(orders, programs));
  const priceable = orders.filter((order) => !programs.some((program) => lacksDetails(order, program) || lacksProducts(order, program, products)));
  return {
    count: priceable.length, since: priceable.at(-1)?.fact.processedAt ?? null, notRead: orders.length - priceable.length,
    before: simulateOrders(before, priceable, products), after: simulateOrders(after, priceable, products),
  };
}
