import { anOrder, aRefund } from "../../../loyalty/orders/an-order";
import { deletedPatch } from "~/loyalty/orders/placeholder-fact";
import type { Command } from "./commands";
import type { RewardDriver } from "./driver";
import { RewardOracle } from "./oracle";
import { FIRST_TERMS } from "./terms";

interface PlacedOrder { orderId: string; customerId: string; requestId: string; code: string; placedAt: string; refunds: number[]; undone: "cancel" | "delete" | null; listed: boolean; seen: boolean }
interface Run { driver: RewardDriver; oracle: RewardOracle; orders: PlacedOrder[]; late: PlacedOrder[]; requests: { requestId: string; who: string; kind: number; points: number }[]; priceBefore: number[]; forgotten: number; readUntil: string | null; now: string; n: number }

/** Plays commands against a driver and the oracle and compares after each. @throws Error that says what differs. */
export async function runModel(driver: RewardDriver, commands: readonly Command[], coverage: Record<string, number> = {}): Promise<void> {
  const run: Run = { driver, oracle: new RewardOracle(), orders: [], late: [], requests: [], priceBefore: FIRST_TERMS.map(({ points }) => points), forgotten: 0, readUntil: null, now: "", n: 0 };
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
      return oracle.points.fund(customer, command.points, expiresAt, now);
    }
    case "spend": {
      const points = Math.min(1000, Math.ceil((oracle.points.free(customer).length * command.share) / 4));
      if (points === 0 || oracle.points.debt(customer) > 0) return;
      await driver.spend(customer, { points, key: `s${run.n}` }, now);
      return oracle.points.spend(customer, points);
    }
    case "redeem":
      run.requests.push({ requestId: `r${run.n}`, who: customer, kind: command.kind, points: command.stale ? run.priceBefore[command.kind]! : oracle.shelf.of(command.kind).terms.points });
      return redeem(run, run.requests.at(-1)!, coverage);
    case "redeem_again":
      return picked && !oracle.isForgotten(picked.requestId) ? redeem(run, picked, coverage) : undefined;
    case "stock":
      await driver.stock(command.codes, now);
      return oracle.shelf.stock(command.codes);
    case "merge":
      await driver.merge("8", "7", now);
      return oracle.merge("8", "7");
    case "forget": {
      const name = `gone ${(run.forgotten += 1)}`;
      await driver.forget(customer, name, now);
      return oracle.forget(customer, name, now);
    }
    case "edit": return change(run, command);
    case "state":
      return same(`${command.state} is answered`, await driver.setState(command.kind, command.state, now), oracle.shelf.setState(command.kind, command.state));
    case "lose":
      await driver.lose(command.kind, now);
      return oracle.lose(command.kind);
    case "leak": {
      const code = await driver.freeCode(command.kind);
      same("there is a free code", code !== null, oracle.shelf.free(command.kind) !== undefined);
      if (code === null) return;
      await driver.deliver(anOrder({ orderId: String(5000 + run.n), customerId: "98", discountCodes: [code] }), now);
      return oracle.shelf.leak(command.kind);
    }
    case "use": case "use_second": return use(run, command, picked?.requestId);
    case "refund": case "undo": return takeBack(run, command);
    case "cancel": case "gone":
      if (!picked || !oracle.redemptions.has(picked.requestId)) return;
      await driver[command.do](picked.requestId, now);
      return oracle[command.do](picked.requestId, now);
    case "flush":
      for (const order of run.late.splice(0).reverse()) await tell(run, order);
      return;
    case "read":
      run.readUntil = now;
      await driver.note(run.orders.map(({ orderId, placedAt, code }) => ({ orderId, createdAt: placedAt, discountCodes: [code] })), now);
      for (const order of run.orders) {
        order.listed = true;
        oracle.noted(order.requestId, order.orderId);
      }
      return;
    case "resolve":
      await driver.resolve(run.readUntil, now);
      return oracle.resolve(run.readUntil, now);
    case "issue": await driver.issue(now); return oracle.issue(now);
    case "expire_codes": await driver.expireCodes(now); return oracle.expireCodes(now);
    case "expire_points": await driver.expirePoints(now); return oracle.points.expire(now);
  }
}

async function redeem({ driver, oracle, now }: Run, { who, ...asked }: Run["requests"][number], coverage: Record<string, number>): Promise<void> {
  const [answer, expected] = [await driver.redeem(who, asked, now), oracle.redeem(oracle.who(who), asked, now)];
  coverage[`redeem ${answer}`] = (coverage[`redeem ${answer}`] ?? 0) + 1;
  same(`I14 redeeming ${asked.points} is answered`, answer, expected);
}

async function change({ driver, oracle, now, priceBefore }: Run, { kind, set }: Extract<Command, { do: "edit" }>): Promise<void> {
  const { endsInDays, ...terms } = set;
  const before = oracle.shelf.of(kind).terms;
  const after = { ...before, ...terms, ...(endsInDays === undefined ? {} : { endsAt: endsInDays === null ? null : new Date(Date.parse(now) + endsInDays * 86_400_000).toISOString() }) };
  const answer = await driver.save(kind, after, now);
  same("the edit is answered", answer, oracle.save(kind, after));
  if (answer === "saved") priceBefore[kind] = before.points;
}

function same(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${what} ${String(actual)}: expected ${String(expected)}`);
}

async function use(run: Run, command: Extract<Command, { do: "use" | "use_second" }>, requestId: string | undefined): Promise<void> {
  const code = requestId === undefined ? null : await run.driver.codeOf(requestId);
  if (code === null || requestId === undefined) return;
  const used = run.orders.some((order) => order.requestId === requestId);
  if (used === (command.do === "use")) return;
  const order: PlacedOrder = { orderId: String(5000 + run.n), customerId: "other" in command && command.other ? "99" : "98", requestId, code, placedAt: run.now, refunds: [], undone: null, listed: false, seen: false };
  run.orders.push(order);
  await told(run, order, command.told);
}

async function takeBack(run: Run, command: Extract<Command, { do: "refund" | "undo" }>): Promise<void> {
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
  // Of a deleted order nothing is told but that; a code it showed is known if the order was.
  const first = !order.seen && !order.listed;
  if (undone !== "delete" || first) await run.driver.deliver(whole, run.now);
  if (undone === "delete") await run.driver.deliver(deletedPatch(orderId), run.now);
  const refundedMinor = refunds.reduce((sum, minor) => sum + minor, 0);
  if (undone === "delete" && first) run.oracle.shown(requestId, { orderId, refundedMinor }, run.now);
  order.seen = true;
  run.oracle.shown(requestId, { orderId, refundedMinor: undone ? null : refundedMinor }, run.now);
}
