import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { claimRefreshes, finishRefreshes } from "~/store/cards/refresh-queue.server";
import { claimRetags, finishRetags, requestRetags } from "~/store/cards/retag-queue.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enrollMembers } from "~/store/members/enroll-members.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { aShop } from "../../support/a-shop";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const NOW = new Date("2026-10-01T00:00:00Z");

async function aMember(): Promise<{ shopId: bigint; memberId: bigint }> {
  const shopId = await aShop(database);
  const made = await inTransaction(shopId, (db) => enrollMembers(db, [{ customerId: "7", enrolledAt: NOW.toISOString(), enrolledBy: "order", tier: "member" }]));
  return { shopId, memberId: made.get("7")! };
}

/** Runs `finish` while a new cause is written and not yet committed. */
async function duringACause(shopId: bigint, cause: (db: Parameters<Parameters<typeof inTransaction>[1]>[0]) => Promise<void>, finish: () => Promise<void>): Promise<void> {
  let finishing: Promise<void> | undefined;
  await inTransaction(shopId, async (db) => {
    await cause(db);
    finishing = finish();
    await pause(300);
  });
  await finishing;
}

test("a cause written while a refresh ends is not lost: the member waits again, under nobody's lease", async () => {
  const { shopId, memberId } = await aMember();
  const request = (db: Parameters<Parameters<typeof inTransaction>[1]>[0]) => requestRefresh(db, new Map([[memberId, { retier: false }]]), NOW);
  await inTransaction(shopId, request);
  const claim = () => claimRefreshes(shopId, { most: 10, leaseSeconds: 300, urgentOnly: false });
  expect(await claim()).toHaveLength(1);
  await duringACause(shopId, request, () => inTransaction(shopId, (db) => finishRefreshes(db, [{ memberId, cause: 1n, parkedReason: null }])));
  expect(await claim()).toHaveLength(1);
});

test("the same for a tag", async () => {
  const { shopId, memberId } = await aMember();
  await inTransaction(shopId, (db) => requestRetags(db, [memberId], NOW));
  const claim = () => claimRetags(shopId, { most: 10, leaseSeconds: 300 });
  expect(await claim()).toHaveLength(1);
  await duringACause(shopId, (db) => requestRetags(db, [memberId], NOW), () => finishRetags(shopId, [{ memberId, cause: 1n, refusedReason: null }], NOW));
  expect(await claim()).toHaveLength(1);
});
