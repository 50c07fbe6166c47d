import { expect, test } from "vitest";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { aShop } from "../../support/a-shop";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const waiting = (shopId: bigint) => database.asOwner(`SELECT task_identifier AS task, key FROM graphile_worker.jobs WHERE key LIKE '%:${shopId}' ORDER BY key`);

test("a job waits from the commit on, once a key, and not at all after a rollback", async () => {
  const shopId = await aShop(database);
  await expect(inTransaction(shopId, async (db) => {
    await enqueueJobs(db, [shopJob("refresh-members", shopId)]);
    throw new Error("stop");
  })).rejects.toThrow("stop");
  expect(await waiting(shopId)).toEqual([]);
  for (let i = 0; i < 3; i++) await inTransaction(shopId, (db) => enqueueJobs(db, [shopJob("refresh-members", shopId), shopJob("read-payments", shopId)]));
  expect(await waiting(shopId)).toEqual([{ task: "read-payments", key: `read-payments:${shopId}` }, { task: "refresh-members", key: `refresh-members:${shopId}` }]);
});
