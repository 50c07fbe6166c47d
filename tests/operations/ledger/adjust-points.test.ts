import { expect, test } from "vitest";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { IdempotencyConflict } from "~/store/ledger/posted-under.server";
import { anOrder } from "../../loyalty/orders/an-order";
import { aProgram } from "../../loyalty/program/a-program";
import { aShop } from "../../support/a-shop";
import { expectBooks, memberIdOf, pocketsOf } from "../../support/expect-books";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const now = new Date("2026-03-02T12:00:00.000Z");

async function aMember() {
  const shopId = await aShop(database, { program: aProgram() });
  await settleOrders(shopId, [anOrder()], now);
  return { shopId, memberId: await memberIdOf(database, shopId, "7") };
}
const command = { points: 30n, note: "birthday", actor: "staff:1", commandId: "a" };

test("gives points with an audit row, once however often it is sent", async () => {
  const { shopId, memberId } = await aMember();
  const answers = await Promise.all(Array.from({ length: 8 }, () => adjustPoints(shopId, { ...command, memberId }, now)));
  expect(answers.map((answer) => "repeated" in answer && answer.repeated).filter((repeated) => !repeated)).toHaveLength(1);
  expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 50, available: 30, owed: 0 });
  expect(await database.asOwner(`SELECT actor, action, member_id::text, detail->>'points' AS points FROM access_log WHERE shop_id = $1`, [shopId]))
    .toEqual([{ actor: "staff:1", action: "adjust_points", member_id: String(memberId), points: "30" }]);
  await expectBooks(shopId);
});

test("what is given by hand never ends, where earned points do", async () => {
  const shopId = await aShop(database, { program: aProgram({ expiry: { months: 12, graceDays: 30 } }) });
  await settleOrders(shopId, [anOrder()], now);
  await adjustPoints(shopId, { ...command, memberId: await memberIdOf(database, shopId, "7") }, now);
  expect(await database.asOwner("SELECT order_id, expires_at IS NULL AS endless FROM lot WHERE shop_id = $1 ORDER BY lot_id", [shopId])).toEqual([{ order_id: "1001", endless: false }, { order_id: null, endless: true }]);
});

test.each([
  ["other points", { points: 31n }],
  ["another note", { note: "other" }],
])("refuses the same command id with %s", async (_what, other) => {
  const { shopId, memberId } = await aMember();
  await adjustPoints(shopId, { ...command, memberId }, now);
  await expect(adjustPoints(shopId, { ...command, memberId, ...other }, now)).rejects.toBeInstanceOf(IdempotencyConflict);
  expect(await pocketsOf(database, shopId, "7")).toMatchObject({ available: 30 });
});

test("a repeat after a debt was repaid in between is still the same command", async () => {
  const { shopId, memberId } = await aMember();
  await database.asOwner(`UPDATE wallet SET debt = -10 WHERE shop_id = $1`, [shopId]);
  await adjustPoints(shopId, { ...command, memberId }, now);
  expect(await pocketsOf(database, shopId, "7")).toMatchObject({ available: 20, owed: 0 });
  expect(await adjustPoints(shopId, { ...command, memberId }, now)).toMatchObject({ repeated: true });
});

test.each([
  ["zero points", { points: 0n }, "zero_points"],
  ["more than the cap", { points: 1001n }, "above_cap"],
  ["no note", { note: " " }, "note_missing"],
  ["more than is available", { points: -1n }, "not_enough_available"],
  ["a member of another shop", { memberId: 999_999n }, "unknown_member"],
])("refuses %s", async (_what, given, refusal) => {
  const { shopId, memberId } = await aMember();
  expect(await adjustPoints(shopId, { ...command, memberId, ...given }, now)).toEqual({ refusal });
  expect(await pocketsOf(database, shopId, "7")).toEqual({ pending: 50, available: 0, owed: 0 });
});
