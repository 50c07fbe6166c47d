import type { OrderFact } from "~/loyalty/orders/order-fact";
import { customerOf, Shop, type Message } from "./shop";
import { multipliersOf, type Command } from "./commands";
import type { AdjustCommand, LedgerDriver, LedgerState, ModelSetup, OpenDriver } from "./driver";
import { checkInvariants, hold } from "./invariants";
import { Oracle } from "./oracle";

/** What a run came across, to see that the generator reaches everything. */
export type Coverage = Record<string, number>;
interface Run { driver: LedgerDriver; oracle: Oracle; shop: Shop; late: Message[]; program: ModelSetup["program"]; changes: Change[]; lastAdjustment: AdjustCommand | null; now: number; coverage: Coverage }
interface Change { program: ModelSetup["program"]; at: string }
/** The end of a run: the ledger, all news in the order they were made, the program changes, the last moment. */
export interface Played { state: LedgerState; sent: Message[]; changes: Change[]; endedAt: string }

/**
 * Plays a sequence of commands against a ledger and the oracle, and compares after each.
 * @param everyStep false compares at the end only (for drivers where reading the state is slow).
 */
export async function runModel(open: OpenDriver, { setup, commands }: { setup: ModelSetup; commands: Command[] }, options: { everyStep?: boolean; coverage?: Coverage } = {}): Promise<Played> {
  const run: Run = { driver: await open(setup), oracle: new Oracle(setup), shop: new Shop(setup.currency), late: [], program: setup.program, changes: [], lastAdjustment: null, now: Date.parse("2026-03-01T12:00:00.000Z"), coverage: options.coverage ?? {} };
  let before: LedgerState | null = null;
  for (const command of [...commands, { do: "flush", turn: 0, hours: 0 } as const]) {
    run.now += command.hours * 3_600_000 + 1;
    await step(run, command, new Date(run.now).toISOString());
    if (options.everyStep === false) continue;
    before = await compare(run, before);
  }
  return { state: before ?? (await compare(run, null)), sent: run.shop.sent, changes: run.changes, endedAt: new Date(run.now).toISOString() };
}

async function step(run: Run, command: Command, now: string): Promise<void> {
  run.coverage[command.do] = (run.coverage[command.do] ?? 0) + 1;
  const { driver, oracle, shop } = run;
  switch (command.do) {
    case "release":
      await driver.release(now);
      return oracle.release(now);
    case "flush":
      return flush(run, command.turn, now);
    case "redeliver":
      return deliver(run, shop.sent.slice(command.message % Math.max(1, shop.sent.length)).slice(0, 1).filter((message) => !run.late.includes(message)), now);
    case "adjust":
      return adjust(run, { customerId: customerOf(command.customer), points: BigInt(command.points), note: command.note, key: `k${command.key}` }, now);
    case "adjust_again":
      return run.lastAdjustment === null ? undefined : adjust(run, run.lastAdjustment, now);
    case "spend": {
      const available = BigInt(oracle.expected(oracle.who(customerOf(command.customer))).available);
      const points = -(available > 1000n ? 1000n : available);
      return points === 0n ? undefined : adjust(run, { customerId: customerOf(command.customer), points, note: "spent", key: `spend ${now}` }, now);
    }
    case "merge": {
      const [loser, survivor] = [customerOf(command.customer), customerOf(command.into)];
      if (loser === survivor || oracle.who(loser) !== loser || oracle.who(survivor) !== survivor) return;
      await driver.merge(loser, survivor, now);
      return oracle.merge(loser, survivor);
    }
    case "tier": {
      const handle = command.tier === 0 ? "member" : "gold";
      const done = await driver.holdTier(customerOf(command.customer), handle, now);
      return hold("a member holds the tier it was given", done === oracle.holdTier(customerOf(command.customer), handle));
    }
    case "program":
      run.program = { ...run.program, version: run.program.version + 1, earn: { ...run.program.earn, rate: command.rate, multipliers: multipliersOf(command.multiplier) } };
      run.changes.push({ program: run.program, at: now });
      await driver.changeProgram(run.program, now);
      return oracle.changeProgram(run.program, now);
    default: {
      const news = shop.act(command, now);
      if (command.delivery === "later") run.late.push(...news);
      else await deliver(run, command.delivery === "twice" ? [...news, ...news] : news, now);
    }
  }
}

async function adjust(run: Run, command: AdjustCommand, now: string): Promise<void> {
  const expected = run.oracle.adjust(command, now);
  const answer = await run.driver.adjust(command, now);
  if (answer === "posted") run.lastAdjustment = command;
  run.coverage[`adjust ${answer}`] = (run.coverage[`adjust ${answer}`] ?? 0) + 1;
  hold("I13 an adjustment is answered as the model says", answer === expected, `${answer}: expected ${expected}`);
}

/** News that waited arrive out of order. */
async function flush(run: Run, turn: number, now: string): Promise<void> {
  const late = run.late.splice(0);
  const turned = late.map((_, index) => late[(late.length - 1 - index + turn) % late.length]!);
  await deliver(run, turned, now);
}

async function deliver(run: Run, messages: Message[], now: string): Promise<void> {
  if (messages.length === 0) return;
  await run.driver.deliver(messages.map(({ fact }): OrderFact => structuredClone(fact)), now);
  run.oracle.deliver(messages, now);
}

async function compare({ driver, oracle, coverage }: Run, before: LedgerState | null): Promise<LedgerState> {
  const state = await driver.state();
  checkInvariants(state, before);
  const orders = new Map(state.orders.map(({ orderId, accrued, reversed }) => [orderId, Number(accrued - reversed)]));
  for (const [orderId, granted] of oracle.granted()) hold("I3 an order holds what it is worth", (orders.get(orderId) ?? 0) === granted, `${orderId}: ${orders.get(orderId)}, expected ${granted}`);
  for (const customerId of oracle.people.keys()) {
    const member = state.members.find((one) => one.customerId === customerId && oracle.who(customerId) === customerId);
    const { wallet, lots } = member ?? { wallet: { pending: 0n, available: 0n, debt: 0n }, lots: [] };
    const shown = lots.filter((lot) => lot.pending + lot.free > 0n).map((lot) => `${lot.orderId ?? "-"} ${lot.earnedAt} pending ${lot.pending} free ${lot.free}`).sort();
    const actual = { pending: Number(wallet.pending), available: Number(wallet.available), owed: Number(-wallet.debt), lots: shown };
    const expected = oracle.expected(customerId);
    if (expected.owed > 0) coverage["owing"] = (coverage["owing"] ?? 0) + 1;
    hold("I3 I15 I21 pockets and lots are those of the model", JSON.stringify(actual) === JSON.stringify(expected), `member ${customerId}\n  ${JSON.stringify(actual)}\n  expected ${JSON.stringify(expected)}`);
  }
  return state;
}
