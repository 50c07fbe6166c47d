import { MEMBER_ACCOUNTS } from "~/loyalty/ledger/posting";
import type { LedgerState } from "./driver";

/** Throws the first invariant that does not hold, with the numbers. `before` is the state one command earlier. */
export function checkInvariants(state: LedgerState, before: LedgerState | null): void {
  for (const { key, entries, actor, reason } of state.transactions) {
    hold("I1 every transaction sums to zero", total(entries.map(({ delta }) => delta)) === 0n, key);
    hold("I22 every entry has actor, reason and source", actor !== "" && reason !== "" && key !== "", key);
  }
  hold("I13 one transaction a key", new Set(state.transactions.map(({ key }) => key)).size === state.transactions.length);
  for (const member of state.members) checkMember(state, member);
  for (const { orderId, accrued, reversed } of state.orders) hold("I4 0 <= reversed <= accrued", reversed >= 0n && reversed <= accrued, `${orderId}: ${reversed} of ${accrued}`);
  const nets = total(state.orders.map(({ accrued, reversed }) => accrued - reversed));
  const issued = total(state.transactions.flatMap(({ entries }) => entries).filter(({ account }) => account === "issuance").map(({ delta }) => delta));
  hold("I5 what was issued is what orders hold", -issued === nets, `${-issued} issued, ${nets} held`);
  if (before) checkHistory(state, before);
}

function checkMember(state: LedgerState, { wallet, lots, customerId }: LedgerState["members"][number]): void {
  const { pending, available, held, debt } = wallet;
  hold("I2 pockets are 0 or more, debt 0 or less", pending >= 0n && available >= 0n && held >= 0n && debt <= 0n, customerId);
  hold("I27 available = 0 or debt = 0", available === 0n || debt === 0n, customerId);
  for (const lot of lots) {
    const parts = [lot.pending, lot.free, lot.held, lot.spent, lot.expired, lot.reversed, lot.repaid];
    hold("I8 a lot adds up", parts.every((part) => part >= 0n) && total(parts) === lot.amount, `lot ${lot.lotId}`);
  }
  hold("I11 lots equal pockets", total(lots.map((lot) => lot.pending)) === pending && total(lots.map((lot) => lot.free)) === available && total(lots.map((lot) => lot.held)) === held, customerId);
  for (const account of MEMBER_ACCOUNTS) {
    const posted = total(state.transactions.filter((one) => one.memberId === wallet.memberId).flatMap(({ entries }) => entries).filter((entry) => entry.account === account).map(({ delta }) => delta));
    hold("I11 entries equal pockets", posted === wallet[account], `${customerId} ${account}: entries ${posted}, pocket ${wallet[account]}`);
  }
}

function checkHistory(state: LedgerState, before: LedgerState): void {
  const prefix = state.transactions.slice(0, before.transactions.length);
  hold("I12 what was posted stays", JSON.stringify(prefix, text) === JSON.stringify(before.transactions, text));
  const expiry = new Map(state.members.flatMap(({ lots }) => lots).map((lot) => [lot.lotId, lot.expiresAt]));
  for (const lot of before.members.flatMap(({ lots }) => lots)) hold("I10 an expiry date never moves", expiry.has(lot.lotId) && expiry.get(lot.lotId) === lot.expiresAt, `lot ${lot.lotId}`);
}

export function hold(invariant: string, holds: boolean, detail = ""): void {
  if (!holds) throw new Error(`${invariant}: broken ${detail}`);
}

function total(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n);
}

const text = (_key: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
