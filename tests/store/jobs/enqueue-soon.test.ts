import { expect, test } from "vitest";
import { SCHEDULED } from "~/jobs/schedule";
import { redeemReward } from "~/operations/rewards/redeem-reward.server";
import { closeDatabase } from "~/store/db.server";
import { allEnqueued, enqueueSoon } from "~/store/jobs/enqueue-soon.server";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { waitingTasks } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");
const job = (key: string) => database.asOwner<{ revision: number }>("SELECT revision FROM graphile_worker.jobs WHERE key = $1", [key]);

test("a hundred who ask are asked for twice: the first, then all others together; another shop and task with them", async () => {
  const [shopId, other] = [await aShop(database), await aShop(database)];
  for (let n = 0; n < 100; n++) enqueueSoon("refresh-members", shopId);
  enqueueSoon("fill-pools", other);
  await allEnqueued();
  expect(await job(`refresh-members:${shopId}`)).toEqual([{ revision: 1 }]);
  expect(await job(`fill-pools:${other}`)).toEqual([{ revision: 0 }]);
});

test("a process that closes its database has asked for everything", async () => {
  const shopId = await aShop(database);
  enqueueSoon("refresh-members", shopId);
  enqueueSoon("fill-pools", shopId);
  await closeDatabase();
  expect(await database.asOwner("SELECT 1 FROM graphile_worker.jobs WHERE key IN ($1, $2)", [`refresh-members:${shopId}`, `fill-pools:${shopId}`])).toHaveLength(2);
});

test("what a process has redeemed and died before it asked is found by the minute's look", async () => {
  const shopId = await aShop(database);
  const { rewardId } = await aStockedReward(database, shopId, { codes: 0, now });
  await aMemberWith(shopId, { customerId: "7", points: 100, now });
  await database.asOwner("DELETE FROM member_refresh WHERE shop_id = $1", [shopId]);
  await redeemReward(shopId, { customerId: "7", rewardId, points: 100, requestId: "a", surface: "panel" }, now);
  await allEnqueued();
  await database.asOwner("DELETE FROM graphile_worker._private_jobs");
  await (SCHEDULED["each-minute"] as () => Promise<void>)();
  expect(await waitingTasks(database, shopId)).toEqual(expect.arrayContaining(["fill-pools", "refresh-members"]));
});
