import fc from "fast-check";
import { expect } from "vitest";
import { inTransaction, readFor, RunAgain } from "~/store/in-transaction.server";
import { verifyLedger } from "~/operations/ledger/verify-ledger.server";
import { dropFreeCodes, superfluousCodes } from "~/store/rewards/closing-codes.server";
import { livePools } from "~/store/rewards/pool-rows.server";
import { anOrder } from "../../../loyalty/orders/an-order";
import type { TestDatabase } from "../../../support/use-database";
import { openPostgresDriver } from "./postgres-driver";
import { FIRST_TERMS } from "./terms";

/** What happens at once. `n` picks one of the redemptions there were before. */
export type Gust = { n: number; do: "redeem" | "redeem_same" | "cancel" | "use" | "use_free" | "expire" | "issue" | "stock" | "gone" | "edit" | "edit_terms" | "pause" | "lose" | "sweep" | "merge" | "forget" };

const DAY = 86_400_000;
const BEGUN = Date.parse("2026-03-01T12:00:00.000Z");
const at = (days: number) => new Date(BEGUN + days * DAY).toISOString();
const BEFORE = 6;

const gust = (weights: [number, Gust["do"]][]) => fc.record({ n: fc.nat(20), do: fc.oneof(...weights.map(([weight, what]) => ({ weight, arbitrary: fc.constant(what) }))) });

/** Some or many things at once; those that meet most often weigh most. */
export const storms = () => fc.array(gust([
  [8, "redeem"], [2, "redeem_same"], [5, "cancel"], [5, "use"], [2, "use_free"], [3, "expire"], [4, "issue"], [2, "stock"], [2, "gone"], [1, "edit"], [1, "edit_terms"], [1, "pause"], [1, "lose"], [2, "sweep"], [2, "merge"], [1, "forget"],
]), { minLength: 12, maxLength: 24 });

/**
 * Two members with redemptions of every kind; then everything of `gusts` at once; then time passes until all is over. Every point is
 * somewhere, every code is one member's, whoever used a code has paid for it, and whoever did not has the points back.
 */
export async function weather(database: TestDatabase, gusts: readonly Gust[]): Promise<void> {
  const driver = await openPostgresDriver(database);
  const { shopId } = driver;
  const rows = <Row extends object>(text: string) => database.asOwner<Row & Record<string, unknown>>(text, [shopId]);
  for (const customer of ["7", "8"]) await driver.fund(customer, { points: 1000, expiresAt: null, key: customer }, at(0));
  await driver.stock(3, at(0));
  for (let n = 0; n < BEFORE; n++) await driver.redeem(n % 2 === 0 ? "7" : "8", { kind: n % 3 === 2 ? 1 : 0, points: n % 3 === 2 ? 70 : 100, requestId: `r${n}` }, at(0));
  const codes = await Promise.all(Array.from({ length: BEFORE }, (_, n) => driver.codeOf(`r${n}`)));
  const free = await driver.freeCode(1);
  const orders: { orderId: string; createdAt: string; discountCodes: string[] }[] = [];

  const strike = async ({ n, do: what }: Gust, i: number): Promise<unknown> => {
    const kind = n % 3;
    const pick = `r${n % BEFORE}`;
    const deliver = (code: string | null | undefined) => {
      if (!code) return;
      orders.push({ orderId: String(5000 + i), createdAt: at(0), discountCodes: [code] });
      return driver.deliver(anOrder({ orderId: String(5000 + i), customerId: "98", discountCodes: [code], createdAt: at(0), processedAt: at(0), updatedAt: at(0) }), at(0));
    };
    switch (what) {
      case "redeem": case "redeem_same": return driver.redeem(n % 2 === 0 ? "7" : "8", { kind: what === "redeem" ? kind : 0, points: FIRST_TERMS[what === "redeem" ? kind : 0]!.points, requestId: what === "redeem" ? `s${i}` : `same${n % 2}` }, at(0));
      case "cancel": return driver.cancel(pick, at(0));
      case "use": return deliver(codes[n % BEFORE]);
      case "use_free": return deliver(free);
      case "expire": return driver.expireCodes(at(22));
      case "issue": return driver.issue(at(0));
      case "stock": return driver.stock(1, at(0));
      case "gone": return driver.gone(pick, at(0));
      case "edit": return driver.save(kind, { ...FIRST_TERMS[kind]!, total: 20 }, at(0));
      case "edit_terms": return driver.save(0, { ...FIRST_TERMS[0]!, minor: 600 }, at(0));
      case "pause": return driver.setState(kind, n % 2 === 0 ? "paused" : "active", at(0));
      case "lose": return driver.lose(0, at(0));
      case "sweep": return sweep(shopId);
      case "merge": return driver.merge("8", "7", at(0));
      case "forget": return driver.forget("8", `gone ${i}`, at(0));
    }
  };
  const troubles = (await Promise.allSettled(gusts.map(strike))).flatMap((one) => (one.status === "rejected" && !mayHappen(one.reason) ? [String((one.reason as Error).message)] : []));
  expect(troubles, "what went wrong").toEqual([]);
  expect(await rows("SELECT redemption_id FROM redemption r WHERE shop_id = $1 AND status IN ('held', 'issued') AND EXISTS (SELECT 1 FROM code_use u WHERE u.shop_id = r.shop_id AND u.code_id = r.code_id)"), "shown by an order and not burned").toEqual([]);
  expect(await rows("SELECT c.code_id, c.state, r.status FROM redemption r JOIN code c USING (shop_id, code_id) WHERE shop_id = $1 AND r.status IN ('issued', 'closing') AND c.state <> r.status"), "codes that do not stand as their redemptions").toEqual([]);
  expect(await rows("SELECT code_id, state FROM code c WHERE shop_id = $1 AND state IN ('issued', 'closing', 'used') AND NOT EXISTS (SELECT 1 FROM redemption r WHERE r.shop_id = c.shop_id AND r.code_id = c.code_id)"), "codes handed out to nobody").toEqual([]);
  expect(await rows("SELECT reward_id, taken, stock, n FROM reward w CROSS JOIN LATERAL (SELECT count(*) AS n FROM redemption r WHERE r.shop_id = w.shop_id AND r.reward_id = w.reward_id AND r.status <> 'voided') x WHERE shop_id = $1 AND stock IS NOT NULL AND taken <> n"), "rewards counted wrong").toEqual([]);
  expect(await verifyLedger(shopId)).toEqual([]);

  await driver.issue(at(1));
  await driver.stock(40, at(1));
  await driver.issue(at(1));
  await driver.expireCodes(at(40));
  for (const [requestId] of driver.made) await driver.gone(requestId, at(40));
  await driver.note(orders, at(41));
  await driver.resolve(at(41), at(41));
  const ended = await rows<{ status: string; points: string; cost: string; uses: number; lapsed: boolean; code: string | null }>(`SELECT r.status, r.points, r.spent - r.restored AS cost, c.state AS code, (SELECT count(*)::int FROM code_use u WHERE u.shop_id = r.shop_id AND u.code_id = r.code_id) AS uses,
    r.status = 'voided' AND r.on_expiry = 'lapse' AND r.closing_reason = 'code_expired' AS lapsed FROM redemption r LEFT JOIN code c USING (shop_id, code_id) WHERE shop_id = $1`);
  for (const one of ended) {
    expect(one, "over, and paid for by who used it").toMatchObject({ status: expect.stringMatching(/^(burned|voided)$/), cost: one.uses > 0 && !one.lapsed ? one.points : "0" });
    expect(one.code ?? "-").toBe(one.status === "burned" ? "used" : one.code === null ? "-" : "gone");
  }
  expect(await rows("SELECT reward_id FROM code_pool WHERE shop_id = $1 AND state IN ('planned', 'creating', 'open') GROUP BY 1 HAVING count(*) > 1"), "pools on old terms").toEqual([]);
  expect(await verifyLedger(shopId)).toEqual([]);
}

/** Given up after being overtaken again and again: nothing was done, and it is asked for again. Of two merchants one is told to look again. */
const mayHappen = (reason: unknown) => reason instanceof RunAgain;

/** What the job clears away of a discount that gives no more, on every discount. */
async function sweep(shopId: bigint): Promise<void> {
  for (const { poolId } of await readFor(shopId, livePools)) {
    const codes = await readFor(shopId, (db) => superfluousCodes(db, poolId, 1));
    await inTransaction(shopId, (db) => dropFreeCodes(db, codes.map(({ codeId }) => codeId)));
  }
}
