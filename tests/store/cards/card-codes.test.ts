import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { cardCodes } from "~/store/cards/card-codes.server";
import { readFor } from "~/store/in-transaction.server";
import { aMemberWith, aStockedReward } from "../../support/a-stocked-reward";
import { aShop } from "../../support/a-shop";
import { redeemed } from "../../support/end-redemption";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const NOW = new Date("2026-10-01T00:00:00Z");
const LATER = new Date("2030-01-01T00:00:00Z");
let shopId: bigint;
let [mia, noah] = [0n, 0n];
let rewardId: bigint;

beforeAll(async () => {
  shopId = await aShop(database);
  ({ rewardId } = await aStockedReward(database, shopId, { codes: 10, now: NOW }));
  mia = await aMemberWith(shopId, { customerId: "7", points: 300, now: NOW });
  noah = await aMemberWith(shopId, { customerId: "8", points: 100, now: NOW });
});

const codes = (now = NOW) => readFor(shopId, (db) => cardCodes(db, [mia, noah], now));

test("a card knows the codes its member can use by marks that show no code: not what was given back, and nothing that is over", async () => {
  const mine = [];
  for (const requestId of ["a", "b", "c"]) mine.push(await redeemed(shopId, { customerId: "7", rewardId, requestId, now: NOW }));
  const theirs = await redeemed(shopId, { customerId: "8", rewardId, requestId: "d", now: NOW });
  await cancelRedemption(shopId, { redemptionId: mine[1]!.redemptionId, customerId: "7", actor: "customer", reason: "reward_canceled" }, NOW);
  const marked = (code: string) => ({ reward: String(rewardId), points: 100, minor: 500, percent: null, mark: createHash("sha256").update(code).digest("hex").slice(0, 16) });
  expect(await codes()).toEqual(new Map([[mia, [marked(mine[0]!.code), marked(mine[2]!.code)]], [noah, [marked(theirs.code)]]]));
  expect(await codes(LATER)).toEqual(new Map([[mia, []], [noah, []]]));
});
