import { holdPoints, type LotPart } from "~/loyalty/ledger/hold";
import type { Lot, Wallet } from "~/loyalty/ledger/posting";
import { settleRedemption } from "~/operations/rewards/settle-redemption";
import { ledgerBatch } from "~/store/ledger/ledger-batch";
import type { Redemption } from "~/store/rewards/redemption-rows.server";
import type { Random } from "../../../sandbox/world/random";
import { aLot, aWallet } from "../../loyalty/ledger/a-purse";

/** Seconds. Lists of orders lag behind by less than the margin, as the watermark assumes. */
const MARGIN = 60;
const LIST_LAG = 50;
const DAY = 86_400;
const READ_EVERY = 900;

/** What a defect changes. The sound one changes nothing. */
export interface Policy {
  /** Which codes a redemption may be given. */
  mayHandOut(batch: "done" | "unfinished" | "unknown"): boolean;
  /** Since when a reading of the orders may vouch for a code: seconds after it was confirmed gone, null = no reading is waited for. */
  readAfterGone: number | null;
  /** Orders are looked at once more after the code is gone. */
  lookAfterDelete: boolean;
  /** A redemption that was burned is burned again when its order is heard of again. */
  burnTwice: boolean;
}
export const SOUND: Policy = { mayHandOut: (batch) => batch === "done", readAfterGone: MARGIN, lookAfterDelete: true, burnTwice: false };

export interface Outcome { fate: string; problems: string[] }

/** One order that shows the code: when it was placed, when its event arrives (null: never), when a list shows it. */
interface Use { at: number; heard: number | null; listed: number; orderId: string; undoneShare: number; undoneHeard: number }

/**
 * The life of one redemption beside a Shopify that loses answers, executes late, shows stale states, drops and doubles events,
 * with workers that die and do everything again; the deciders are the product's own.
 */
export function liveOnce(n: number, chance: Random, policy: Policy): Outcome {
  const account = openAccount(n, 50 + Math.floor(chance() * 400), chance() < 0.3);
  const problems: string[] = [];
  const code = codeFor(chance, policy);
  if (!code.exists) problems.push("stuck: a code was handed out that is not at Shopify");
  const { uses, cancelAt, goneAt, fate } = story(chance, code.at);
  const known = new Map<string, bigint>();
  for (const { at, look } of timeline(uses, { cancelAt, goneAt, policy, chance })) {
    look(known, account.redemption.points);
    if (cancelAt !== null && at >= cancelAt && account.redemption.status === "issued") account.redemption = { ...account.redemption, status: "closing", closingReason: "reward_canceled" };
    const unusable = mayEnd({ at, cancelAt, goneAt, policy });
    // A worker that died before it noted what it did does it again.
    for (let times = chance() < 0.2 ? 2 : 1; times > 0; times--) settle(account, known, { unusable, now: at, policy, problems });
  }
  return { fate, problems: [...problems, ...judged(account, uses, { cancelAt, goneAt })] };
}

interface Account { wallet: Wallet; lots: Lot[]; parts: LotPart[]; redemption: Redemption; lateOrders: Set<string>; before: bigint }

/** A member who has just redeemed. `spare`: has more points than that. */
function openAccount(n: number, points: number, spare: boolean): Account {
  const price = BigInt(points);
  const lots = [aLot({ lotId: 1n, free: price / 2n, expiresAt: "2029-01-01T00:00:00.000Z" }), aLot({ lotId: 2n, free: price - price / 2n + (spare ? 500n : 0n) })];
  const wallet = aWallet({ available: lots.reduce((sum, lot) => sum + lot.free, 0n) });
  const ledger = ledgerBatch(new Map([[1n, wallet]]), lots);
  const { transaction, parts } = holdPoints(wallet, lots, { points: price, key: `redemption:${n}:held`, reason: "reward_redeemed", values: {}, actor: "customer", orderId: null, effectiveAt: iso(0) });
  ledger.post(transaction);
  const redemption = {
    redemptionId: BigInt(n), memberId: 1n, rewardId: 1n, poolId: 1n, codeId: BigInt(n), points: price, status: "issued", createdAt: new Date(iso(0)), closingReason: null, onExpiry: "return", spent: 0n, restored: 0n,
    snapshot: { title: "5 off", value: { kind: "amount_off", minor: 500 }, minimumSpendMinor: 0, validityDays: 30, currency: "USD" },
  } as unknown as Redemption;
  return { wallet: ledger.wallet(1n), lots: [...ledger.lots(1n)], parts, redemption, lateOrders: new Set(), before: wallet.available };
}

/** Batches are sent until one can be handed out: a third of the calls are lost, late or never made. */
function codeFor(chance: Random, policy: Policy): { at: number; exists: boolean } {
  for (let at = 0; ; at += 2) {
    const luck = chance();
    const batch = luck < 0.12 ? null : luck < 0.3 ? "unknown" : "done";
    // Shopify adds codes in the background; until its creation is done nobody knows which are there.
    if (batch === "done" && policy.mayHandOut("unfinished")) return { at, exists: chance() < 0.7 };
    if (batch !== null && policy.mayHandOut(batch)) return { at, exists: batch === "done" || chance() < 0.5 };
  }
}

function story(chance: Random, from: number): { uses: Use[]; cancelAt: number | null; goneAt: number | null; fate: string } {
  const cancelAt = chance() < 0.6 ? from + 60 + Math.floor(chance() * 3_600) : null;
  // Lost answers, throttling and stale look-ups put off when the code is deleted, and again when that is confirmed.
  const deletedAt = cancelAt === null ? null : cancelAt + 1 + Math.floor(chance() * 120);
  const goneAt = deletedAt === null ? null : deletedAt + Math.floor(chance() * 90);
  const uses: Use[] = [];
  const draw = chance();
  if (cancelAt === null ? draw < 0.8 : draw < 0.4) uses.push(useAt(chance, deletedAt === null ? from + Math.floor(chance() * 7_200) : from + Math.floor(chance() * (deletedAt - from)), 1));
  else if (deletedAt !== null && draw < 0.5) uses.push(useAt(chance, deletedAt + Math.floor(chance() * (draw < 0.45 ? 20 : 7_200)), 1));
  if (uses.length > 0 && chance() < 0.03) uses.push(useAt(chance, uses[0]!.at + 1 + Math.floor(chance() * 5), 2));
  return { uses, cancelAt, goneAt, fate: `${cancelAt === null ? "kept" : "canceled"}, ${uses.length === 0 ? "unused" : goneAt !== null && uses[0]!.at > goneAt ? "used late" : uses.length > 1 ? "used twice" : "used"}` };
}

function useAt(chance: Random, at: number, n: number): Use {
  const dropped = chance() < 0.15;
  return {
    at, orderId: `100${n}`, heard: dropped ? null : at + Math.floor(chance() ** 4 * 20_000), listed: at + Math.floor(chance() * LIST_LAG),
    undoneShare: chance() < 0.3 ? Math.floor(chance() * 101) : 0, undoneHeard: at + DAY + Math.floor(chance() * DAY),
  };
}

interface Look { at: number; look(known: Map<string, bigint>, points: bigint): void }

/** Everything that makes the worker look, in the order of time: events, some twice; readings of the list; refunds. */
function timeline(uses: readonly Use[], { cancelAt, goneAt, policy, chance }: { cancelAt: number | null; goneAt: number | null; policy: Policy; chance: Random }): Look[] {
  const shown = (use: Use) => (known: Map<string, bigint>) => { if (!known.has(use.orderId)) known.set(use.orderId, 0n); };
  const reading = (at: number): Look => ({ at, look: (known) => { for (const use of uses) if (use.listed <= at) shown(use)(known); } });
  const looks: Look[] = uses.flatMap((use) => [
    ...(use.heard === null ? [] : [{ at: use.heard, look: shown(use) }, ...(chance() < 0.3 ? [{ at: use.heard + 5, look: shown(use) }] : [])]),
    { at: use.undoneHeard, look: (known: Map<string, bigint>, points: bigint) => void known.set(use.orderId, (points * BigInt(use.undoneShare)) / 100n) },
  ]);
  if (cancelAt !== null) looks.push({ at: cancelAt, look: () => {} });
  if (goneAt !== null && policy.lookAfterDelete) looks.push(...(policy.readAfterGone === null ? [{ at: goneAt, look: () => {} }] : [reading(goneAt + policy.readAfterGone)]));
  else if (goneAt !== null) looks.push({ at: goneAt, look: () => {} });
  // Every quarter of an hour; those that show nothing new to anybody are left out, but for two.
  const quarters = uses.map(({ listed }) => Math.ceil(Math.max(1, listed) / READ_EVERY) * READ_EVERY);
  for (const at of [READ_EVERY, ...quarters, ...quarters.map((at) => at + READ_EVERY), 3 * DAY]) looks.push(reading(at));
  return looks.sort((a, b) => a.at - b.at);
}

function mayEnd({ at, cancelAt, goneAt, policy }: { at: number; cancelAt: number | null; goneAt: number | null; policy: Policy }): boolean {
  if (cancelAt === null || goneAt === null) return false;
  if (!policy.lookAfterDelete) return at >= cancelAt;
  return at >= goneAt + (policy.readAfterGone ?? 0);
}

function settle(account: Account, known: ReadonlyMap<string, bigint>, { unusable, now, policy, problems }: { unusable: boolean; now: number; policy: Policy; problems: string[] }): void {
  const ledger = ledgerBatch(new Map([[1n, account.wallet]]), account.lots);
  const again = policy.burnTwice && account.redemption.status === "burned";
  const redemption: Redemption = again ? { ...account.redemption, status: "issued" } : account.redemption;
  const uses = [...known].map(([orderId, undone]) => ({ codeId: redemption.codeId!, orderId, undone, orderedAt: null })).sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
  try {
    const resolved = settleRedemption(ledger, { redemption, parts: account.parts, uses, orderNames: new Map(), unusable, erased: false }, { zone: "UTC", graceDays: 30, now: new Date(iso(now)), actor: "system" });
    if (!resolved) return;
    for (const { kind, orderId } of ledger.transactions) if (kind === "late_use" && orderId) account.lateOrders.add(orderId);
    account.redemption = { ...redemption, status: resolved.status, spent: resolved.spent, restored: resolved.restored };
    Object.assign(account, { wallet: ledger.wallet(1n), lots: [...ledger.lots(1n)], parts: [...resolved.parts] });
  } catch (error) {
    problems.push(`broken: ${(error as Error).message}`);
  }
}

/** Against the truth, which no worker sees: what orders there are, when, and what of them came back. */
function judged({ wallet, redemption, lateOrders, before }: Account, uses: readonly Use[], { cancelAt, goneAt }: { cancelAt: number | null; goneAt: number | null }): string[] {
  const problems: string[] = [];
  const kept = uses.length === 0 ? 0n : uses.reduce((most, { undoneShare }) => { const left = redemption.points - (redemption.points * BigInt(undoneShare)) / 100n; return left > most ? left : most; }, 0n);
  const has = wallet.available + wallet.held + wallet.debt;
  const open = redemption.status === "issued" || redemption.status === "closing";
  const paid = before - has + (open ? wallet.held : 0n);
  if (open && (uses.length > 0 || cancelAt !== null)) problems.push(`stuck: ${redemption.status}`);
  if (!open && paid > kept) problems.push(`lost: ${paid - kept} points`);
  if (!open && paid < kept) problems.push(`free money: ${kept - paid} points`);
  const early = uses.filter(({ at, orderId }) => lateOrders.has(orderId) && goneAt !== null && at <= goneAt);
  if (early.length > 0) problems.push("charged late what the watermark should have prevented");
  return problems;
}

const iso = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
