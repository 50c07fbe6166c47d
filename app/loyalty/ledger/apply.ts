import type { Account, LedgerTransaction, Lot, LotChange, NewLot, Posting, Wallet } from "./posting";

const POCKETS = ["pending", "available", "held", "debt"] as const;
const PARTS = ["pending", "free", "held", "spent", "expired", "reversed", "repaid"] as const;

/**
 * Balances after postings.
 * @throws RangeError when a pocket would fall below zero, debt rise above it, or points stay available while points are owed:
 * that is a bug of the caller and must never be stored.
 */
export function applyPostings(wallet: Wallet, postings: readonly Posting[]): Wallet {
  const after: Wallet = { ...wallet };
  for (const { from, to, points } of postings) {
    if (points <= 0n) throw new RangeError(`posting of ${points} from ${from} to ${to}: expected more than 0 points`);
    if (isPocket(from)) after[from] -= points;
    if (isPocket(to)) after[to] += points;
  }
  const broken = POCKETS.find((pocket) => (pocket === "debt" ? after.debt > 0n : after[pocket] < 0n));
  if (broken) throw new RangeError(`${broken} ${after[broken]} of member ${wallet.memberId}: expected ${broken === "debt" ? "0 or less" : "0 or more"}`);
  if (after.available > 0n && after.debt < 0n) {
    throw new RangeError(`available ${after.available} of member ${wallet.memberId} beside debt ${after.debt}: expected one of them to be 0`);
  }
  return after;
}

/**
 * Lots of a member after a transaction.
 * @param lotIdOf gives a created lot its id. Lots that moved to another member are left out of `lots` and returned in `moved`.
 * @throws RangeError when a part would fall below zero or a lot no longer adds up to its amount.
 */
export function applyLotChanges(lots: readonly Lot[], changes: readonly LotChange[], created: { memberId: bigint; lotIdOf: (lot: NewLot) => bigint }): { lots: Lot[]; moved: Lot[] } {
  const byId = new Map(lots.map((lot) => [lot.lotId, lot]));
  for (const change of changes) {
    if ("create" in change) {
      const lot = newLot(change.create, created.memberId, created.lotIdOf(change.create));
      byId.set(lot.lotId, checked(lot));
    } else {
      const lot = byId.get(change.lotId);
      if (!lot) throw new RangeError(`lot ${change.lotId}: expected a lot of member ${created.memberId}`);
      byId.set(lot.lotId, checked(changed(lot, change)));
    }
  }
  const all = [...byId.values()];
  return { lots: all.filter((lot) => lot.memberId === created.memberId), moved: all.filter((lot) => lot.memberId !== created.memberId) };
}

/**
 * What makes two transactions of one key the same thing: same key and other content is a loud error.
 * Who gave the points back first (lots) may differ between two attempts and is no part of it, nor is the time.
 */
export function transactionContent({ memberId, kind, key, postings, orderId }: LedgerTransaction): string {
  const moves = postings.map(({ from, to, points }) => `${from}>${to}:${points}`);
  return [key, `member ${memberId}`, kind, `order ${orderId ?? "-"}`, ...moves].join("|");
}

function newLot(lot: NewLot, memberId: bigint, lotId: bigint): Lot {
  return { lotId, memberId, firstEnd: null, held: 0n, spent: 0n, expired: 0n, reversed: 0n, ...lot };
}

function changed(lot: Lot, change: Exclude<LotChange, { create: unknown }>): Lot {
  const after: Lot = { ...lot };
  for (const part of PARTS) after[part] += change[part] ?? 0n;
  if (change.releaseAt !== undefined) after.releaseAt = change.releaseAt;
  if (change.expiresAt !== undefined) Object.assign(after, { expiresAt: change.expiresAt, firstEnd: lot.firstEnd ?? lot.expiresAt });
  if (change.moveTo !== undefined) after.memberId = change.moveTo;
  return after;
}

function checked(lot: Lot): Lot {
  let sum = 0n;
  for (const part of PARTS) {
    if (lot[part] < 0n) throw new RangeError(`${part} ${lot[part]} of lot ${lot.lotId}: expected 0 or more`);
    sum += lot[part];
  }
  if (sum !== lot.amount) throw new RangeError(`lot ${lot.lotId} of ${lot.amount} points adds up to ${sum}: expected its amount`);
  return lot;
}

function isPocket(account: Account): account is (typeof POCKETS)[number] {
  return (POCKETS as readonly string[]).includes(account);
}
