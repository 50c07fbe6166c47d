import { anOrder, aRefund } from "../../../loyalty/orders/an-order";
import { deletedPatch } from "~/loyalty/orders/placeholder-fact";
import { PRICES, type Command } from "./commands";
import type { RewardDriver } from "./driver";
import { RewardOracle } from "./oracle";

interface PlacedOrder { orderId: string; customerId: string; requestId: string; code: string; placedAt: string; refunds: number[]; undone: "cancel" | "delete" | null; seen: boolean }
interface Run { driver: RewardDriver; oracle: RewardOracle; orders: PlacedOrder[]; late: PlacedOrder[]; requests: { requestId: string; who: string; kind: number }[]; merged: boolean; readUntil: string | null; now: string; n: number }

/** Plays commands against a driver and the oracle and compares after each. @throws Error that says what differs. */
export async function runModel(driver: RewardDriver, commands: readonly Command[], coverage: Record<string, number> = {}): Promise<void> {
  const run: Run = { driver, oracle: new RewardOracle(), orders: [], late: [], requests: [], merged: false, readUntil: null, now: "", n: 0 };
  let clock = Date.parse("2026-03-01T12:00:00.000Z");
  for (const command of [...commands, { do: "flush", hours: 0 } as const]) {
    clock += command.hours * 3_600_000 + 1;
    Object.assign(run, { now: new Date(clock).toISOString(), n: run.n + 1 });
    coverage[command.do] = (coverage[command.do] ?? 0) + 1;
    await step(run, command, coverage);
    const [actual, expected] = [JSON.stringify(await driver.state(), null, 1), JSON.stringify(run.oracle.state(), null, 1)];
    if (actual !== expected) throw new Error(`after ${run.n}. ${JSON.stringify(command)} the service has\n${actual}\nexpected\n${expected}`);
  }
  const findings = await driver.findings();
  if (findings.length > 0) throw new Error(`the service's own check finds ${findings.join("; ")}`);
}

async function step(run: Run, command: Command, coverage: Record<string, number>): Promise<void> {
  const { driver, oracle, now } = run;
  const customer = "who" in command ? oracle.who(String(7 + command.who)) : "7";
  const picked = "redemption" in command ? run.requests.at(command.redemption % Math.max(1, run.requests.length)) : undefined;
  switch (command.do) {
    case "fund": {
      const expiresAt = command.days === null ? null : new Date(Date.parse(now) + command.days * 86_400_000).toISOString();
      await driver.fund(customer, { points: command.points, expiresAt, key: `f${run.n}` }, now);
      return oracle.fund(customer, command.points, expiresAt, now);
    }
    case "spend": {
      const points = Math.min(1000, Math.ceil((oracle.free(customer).length * command.share) / 4));
      if (points === 0 || oracle.debt(customer) > 0) return;
      await driver.spend(customer, { points, key: `s${run.n}` }, now);
      return oracle.spend(customer, points);
    }
    case "redeem":
      run.requests.push({ requestId: `r${run.n}`, who: customer, kind: command.kind });
      return redeem(run, run.requests.at(-1)!, coverage);
    case "redeem_again":
      return picked && !run.merged ? redeem(run, picked, coverage) : undefined;
    case "stock":
      await driver.stock(command.codes, now);
      return oracle.stock(command.codes);
    case "merge":
      if (run.merged) return;
      run.merged = true;
      await driver.merge("8", "7", now);
      return oracle.merge("8", "7");
    case "use": case "use_second": return use(run, command, picked?.requestId);
    case "refund": case "undo": return change(run, command);
    case "cancel": case "gone":
      if (!picked || !oracle.redemptions.has(picked.requestId)) return;
      await driver[command.do](picked.requestId, now);
      return oracle[command.do](picked.requestId, now);
    case "flush":
      for (const order of run.late.splice(0).reverse()) await tell(run, order);
      return;
    case "read":
      run.readUntil = now;
      await driver.note(run.orders.map(({ orderId, code }) => ({ orderId, discountCodes: [code] })), now);
      for (const { requestId, orderId } of run.orders) oracle.noted(requestId, orderId);
      return;
    case "resolve":
      await driver.resolve(run.readUntil, now);
      return oracle.resolve(run.readUntil, now);
    case "issue": await driver.issue(now); return oracle.issue(now);
    case "expire_codes": await driver.expireCodes(now); return oracle.expireCodes(now);
    case "expire_points": await driver.expirePoints(now); return oracle.expirePoints(now);
  }
}

async function redeem({ driver, oracle, now }: Run, { requestId, who, kind }: Run["requests"][number], coverage: Record<string, number>): Promise<void> {
  const [answer, expected] = [await driver.redeem(who, { kind, requestId }, now), oracle.redeem(who, { kind, requestId }, now)];
  coverage[`redeem ${answer}`] = (coverage[`redeem ${answer}`] ?? 0) + 1;
  if (answer !== expected) throw new Error(`I14 redeeming ${PRICES[kind]} is answered ${answer}: expected ${expected}`);
}

async function use(run: Run, command: Extract<Command, { do: "use" | "use_second" }>, requestId: string | undefined): Promise<void> {
  const code = requestId === undefined ? null : await run.driver.codeOf(requestId);
  if (code === null || requestId === undefined) return;
  const used = run.orders.some((order) => order.requestId === requestId);
  if (used === (command.do === "use")) return;
  const order: PlacedOrder = { orderId: String(5000 + run.n), customerId: "other" in command && command.other ? "99" : "98", requestId, code, placedAt: run.now, refunds: [], undone: null, seen: false };
  run.orders.push(order);
  await told(run, order, command.told);
}

async function change(run: Run, command: Extract<Command, { do: "refund" | "undo" }>): Promise<void> {
  const order = run.orders.at(command.order % Math.max(1, run.orders.length));
  if (!order || order.undone) return;
  if (command.do === "refund") order.refunds.push(command.minor);
  else order.undone = command.how;
  await told(run, order, command.told);
}

async function told(run: Run, order: PlacedOrder, when: "now" | "twice" | "later"): Promise<void> {
  if (when === "later") return void run.late.push(order);
  await tell(run, order);
  if (when === "twice") await tell(run, order);
}

async function tell(run: Run, order: PlacedOrder): Promise<void> {
  const { orderId, customerId, code, placedAt, refunds, undone, requestId } = order;
  const whole = anOrder({
    orderId, customerId, discountCodes: [code], createdAt: placedAt, processedAt: placedAt, paidAt: placedAt, updatedAt: run.now, cancelledAt: undone === "cancel" ? run.now : null,
    refunds: refunds.map((amountMinor, i) => aRefund({ refundId: `${orderId}${i}`, amountMinor })),
  });
  if (undone !== "delete" || !order.seen) await run.driver.deliver(whole, run.now);
  if (undone === "delete") await run.driver.deliver(deletedPatch(orderId), run.now);
  const refundedMinor = refunds.reduce((sum, minor) => sum + minor, 0);
  if (undone === "delete" && !order.seen) run.oracle.shown(requestId, { orderId, refundedMinor }, run.now);
  order.seen = true;
  run.oracle.shown(requestId, { orderId, refundedMinor: undone ? null : refundedMinor }, run.now);
}
