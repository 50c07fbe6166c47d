import { describe, expect, test } from "vitest";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { releasePoints } from "~/operations/ledger/release-points.server";
import { sealDays } from "~/operations/ledger/seal-days.server";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { refundPatch } from "~/loyalty/orders/placeholder-fact";
import { anOrder, aRefund } from "../../loyalty/orders/an-order";
import { aShop } from "../../support/a-shop";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const placed = new Date("2026-03-02T12:00:00.000Z");
const tomorrow = () => new Date(Date.now() + 2 * 86_400_000);

/** A shop with an accrual, a release, a clawback and an adjustment. */
async function aBusyShop(): Promise<bigint> {
  const shopId = await aShop(database);
  await settleOrders(shopId, [anOrder(), anOrder({ orderId: "1002", customerId: "8" })], placed);
  await releasePoints(shopId, new Date("2026-06-01T00:00:00.000Z"));
  await settleOrders(shopId, [refundPatch("1001", aRefund({ lines: [{ lineId: "1", quantity: 1, netMinor: 1000 }] }))], placed);
  const [member] = await database.asOwner<{ member_id: string }>(`SELECT member_id FROM member WHERE shop_id = $1 ORDER BY member_id LIMIT 1`, [shopId]);
  await adjustPoints(shopId, { memberId: BigInt(member!.member_id), points: 25n, note: "sorry", actor: "staff:1", commandId: "a" }, placed);
  return shopId;
}

/** What somebody with the owner's password could do: triggers off, then any statement. */
async function tamper(shopId: bigint, statement: string): Promise<void> {
  await database.asOwner(`DO $do$ BEGIN
    SET LOCAL session_replication_role = replica;
    ${statement.replaceAll("$shop", String(shopId))};
  END $do$`);
}

const ONE = "(SELECT min(txn_id) FROM ledger_transaction WHERE shop_id = $shop)";
const TAMPERINGS: { what: string; statement: string; checks: string[] }[] = [
  { what: "points added to one entry", statement: `UPDATE ledger_entry SET delta = delta + 7 WHERE shop_id = $shop AND txn_id = ${ONE} AND line = 1`, checks: ["transaction_as_posted", "transaction_sums_to_zero", "wallet_equals_entries"] },
  { what: "an earned total lowered", statement: `UPDATE wallet SET earned = earned - 1 WHERE shop_id = $shop AND member_id = (SELECT min(member_id) FROM member WHERE shop_id = $shop)`, checks: ["earned_equals_causes"] },
  { what: "both sides of a posting raised together", statement: `UPDATE ledger_entry SET delta = delta * 2 WHERE shop_id = $shop AND txn_id = ${ONE}`, checks: ["issuance_is_conserved", "order_equals_entries", "transaction_as_posted", "wallet_equals_entries"] },
  { what: "an entry moved to another member", statement: `UPDATE ledger_entry SET member_id = (SELECT max(member_id) FROM member WHERE shop_id = $shop) WHERE shop_id = $shop AND txn_id = ${ONE} AND line = 1`, checks: ["wallet_equals_entries"] },
  { what: "the entries of a transaction deleted", statement: `DELETE FROM ledger_entry WHERE shop_id = $shop AND txn_id = ${ONE}`, checks: ["issuance_is_conserved", "order_equals_entries", "transaction_as_posted", "wallet_equals_entries"] },
  { what: "a balance raised", statement: `UPDATE wallet SET available = available + 1 WHERE shop_id = $shop AND member_id = (SELECT min(member_id) FROM member WHERE shop_id = $shop)`, checks: ["wallet_equals_entries", "wallet_equals_lots"] },
  { what: "a lot raised with its amount", statement: `UPDATE lot SET free = free + 5, amount = amount + 5 WHERE shop_id = $shop AND lot_id = (SELECT min(lot_id) FROM lot WHERE shop_id = $shop AND free > 0)`, checks: ["wallet_equals_lots"] },
  { what: "an order that says it gave more", statement: `UPDATE shop_order SET accrued = accrued + 3 WHERE shop_id = $shop AND order_id = '1002'`, checks: ["earned_equals_causes", "issuance_is_conserved", "order_equals_entries", "order_equals_worth"] },
  { what: "an order deleted", statement: `DELETE FROM shop_order WHERE shop_id = $shop AND order_id = '1002'`, checks: ["earned_equals_causes", "issuance_is_conserved", "order_equals_entries"] },
  { what: "an activity that says it gave points", statement: `INSERT INTO activity (shop_id, member_id, key, kind, happened_at, state, points) SELECT shop_id, min(member_id), 'activity:sign_up:1', 'sign_up', now(), 'given', 9 FROM member WHERE shop_id = $shop GROUP BY 1`, checks: ["activity_equals_entries", "earned_equals_causes", "issuance_is_conserved"] },
];

describe("verifying the ledger", () => {
  test("a ledger nobody touched has no discrepancy, sealed or not", async () => {
    const shopId = await aBusyShop();
    expect(await verifyLedger(shopId)).toEqual([]);
    expect(await sealDays(shopId, tomorrow())).toHaveLength(1);
    expect(await verifyLedger(shopId)).toEqual([]);
  });

  test.each(TAMPERINGS)("finds $what", async ({ statement, checks }) => {
    const shopId = await aBusyShop();
    await tamper(shopId, statement);
    const found = await verifyLedger(shopId);
    expect([...new Set(found.map(({ check }) => check))].sort()).toEqual(checks);
    for (const { place, expected, found: figure } of found) expect([place, expected, figure]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
  });

  test("finds a lot that does not add up and a wallet out of bounds when the constraints are gone", async () => {
    const shopId = await aBusyShop();
    const constraints = await database.asOwner<{ t: string; name: string; def: string }>(`SELECT conrelid::regclass::text AS t, conname AS name, pg_get_constraintdef(oid) AS def
      FROM pg_constraint WHERE contype = 'c' AND conrelid IN ('lot'::regclass, 'wallet'::regclass)`);
    for (const { t, name } of constraints) await database.asOwner(`ALTER TABLE ${t} DROP CONSTRAINT "${name}"`);
    await database.asOwner(`UPDATE lot SET spent = 4 WHERE shop_id = $1 AND free > 0`, [shopId]);
    await database.asOwner(`UPDATE wallet SET debt = -4 WHERE shop_id = $1 AND available > 0`, [shopId]);
    const found = await verifyLedger(shopId);
    expect(found.map(({ check }) => check)).toEqual(expect.arrayContaining(["lot_adds_up", "wallet_in_bounds", "wallet_equals_entries"]));
    expect(found.find(({ check }) => check === "wallet_in_bounds")?.found).toMatch(/available \d+, held 0, debt -4/);
    await database.asOwner(`UPDATE lot SET spent = 0 WHERE shop_id = $1`, [shopId]);
    await database.asOwner(`UPDATE wallet SET debt = 0 WHERE shop_id = $1`, [shopId]);
    for (const { t, name, def } of constraints) await database.asOwner(`ALTER TABLE ${t} ADD CONSTRAINT "${name}" ${def}`);
  });
});

describe("day seals", () => {
  test("a day is sealed once, an hour after its end", async () => {
    const shopId = await aBusyShop();
    const [{ day }] = await database.asOwner<{ day: string }>(`SELECT (now() AT TIME ZONE 'UTC')::date::text AS day`) as [{ day: string }];
    const midnight = Date.parse(`${day}T00:00:00.000Z`) + 86_400_000;
    expect(await sealDays(shopId, new Date(midnight + 3_599_999))).toEqual([]);
    expect(await sealDays(shopId, new Date(midnight + 3_600_000))).toEqual([day]);
    expect(await sealDays(shopId, new Date(midnight + 3_600_000))).toEqual([]);
    expect(await database.asOwner(`SELECT day::text, entries, total FROM ledger_seal WHERE shop_id = $1`, [shopId])).toEqual([{ day, entries: "12", total: expect.stringMatching(/^\d+$/) }]);
  });

  test.each([
    ["a changed reason", `UPDATE ledger_transaction SET reason = 'gift' WHERE shop_id = $shop AND txn_id = ${ONE}`],
    ["another actor", `UPDATE ledger_transaction SET actor = 'staff:9' WHERE shop_id = $shop AND txn_id = ${ONE}`],
    ["a moved time", `UPDATE ledger_transaction SET effective_at = effective_at - interval '1 day' WHERE shop_id = $shop AND txn_id = ${ONE}`],
    ["a transaction taken out whole, with wallets, lots and orders made to fit", `DELETE FROM ledger_entry WHERE shop_id = $shop; DELETE FROM ledger_transaction WHERE shop_id = $shop; DELETE FROM lot WHERE shop_id = $shop;
      UPDATE wallet SET pending = 0, available = 0, earned = 0 WHERE shop_id = $shop; UPDATE shop_order SET reversed = 0, accrued = 0 WHERE shop_id = $shop`],
    ["a transaction slipped into a day before the last seal", `UPDATE ledger_transaction SET recorded_at = recorded_at - interval '9 days' WHERE shop_id = $shop AND txn_id = ${ONE}`],
  ])("finds %s", async (_what, statement) => {
    const shopId = await aBusyShop();
    await sealDays(shopId, tomorrow());
    await tamper(shopId, statement);
    // What the orders are worth by their facts gives some of it away too: here it is the seals that must.
    const found = (await verifyLedger(shopId)).filter(({ check }) => check !== "order_equals_worth");
    expect(new Set(found.map(({ check }) => check))).toEqual(new Set(["sealed_days"]));
    for (const { expected, found: figure } of found) expect(expected).not.toBe(figure);
  });
});
