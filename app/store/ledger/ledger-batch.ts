import { applyLotChanges, applyPostings } from "~/loyalty/ledger/apply";
import type { LedgerTransaction, Lot, LotChange, Wallet } from "~/loyalty/ledger/posting";

/** Ids of lots that are not stored yet: above every real one, so that they are younger than all others. */
const FIRST_NEW_LOT = 1n << 62n;

/**
 * The money bags of locked members while a batch is decided: what one order took is gone for the next. Everything it was
 * given is stored by `postBatch` in one statement.
 */
export interface LedgerBatch {
  wallet(memberId: bigint): Wallet;
  /** Lots of a member as far as they were loaded or made. */
  lots(memberId: bigint): readonly Lot[];
  post(transaction: LedgerTransaction): void;
  /** Changes of lots without any posting (their release is moved). */
  change(memberId: bigint, changes: readonly LotChange[]): void;
  readonly transactions: readonly LedgerTransaction[];
  changedWallets(): { before: Wallet; after: Wallet }[];
  newLots(): Lot[];
  changedLots(): { before: Lot; after: Lot }[];
}

/**
 * @param wallets locked ones. @param lots read after the lock.
 * @throws RangeError from its methods for a member that is not locked, and for anything that must never be stored.
 */
export function ledgerBatch(wallets: ReadonlyMap<bigint, Wallet>, lots: readonly Lot[]): LedgerBatch {
  const before = new Map(lots.map((lot) => [lot.lotId, lot]));
  const walletNow = new Map(wallets);
  const lotsNow = new Map<bigint, Map<bigint, Lot>>();
  const transactions: LedgerTransaction[] = [];
  let nextLot = FIRST_NEW_LOT;
  for (const lot of lots) put(lotsNow, lot);

  const wallet = (memberId: bigint) => {
    const found = walletNow.get(memberId);
    if (!found) throw new RangeError(`member ${memberId}: expected a member whose wallet was locked`);
    return found;
  };
  const lotsOf = (memberId: bigint) => [...(lotsNow.get(memberId)?.values() ?? [])];
  const change = (memberId: bigint, changes: readonly LotChange[]) => {
    if (changes.length === 0) return;
    const touched = new Set(changes.map((one) => ("create" in one ? null : one.lotId)));
    const own = lotsOf(memberId).filter((lot) => touched.has(lot.lotId));
    const result = applyLotChanges(own, changes, { memberId, lotIdOf: () => nextLot++ });
    for (const lot of result.moved) lotsNow.get(memberId)?.delete(lot.lotId);
    for (const lot of [...result.lots, ...result.moved]) put(lotsNow, lot);
  };
  return {
    wallet,
    lots: lotsOf,
    change,
    post(transaction) {
      walletNow.set(transaction.memberId, applyPostings(wallet(transaction.memberId), transaction.postings));
      change(transaction.memberId, transaction.lots);
      transactions.push(transaction);
    },
    transactions,
    changedWallets: () => [...new Set(transactions.map((one) => one.memberId))].map((id) => ({ before: wallets.get(id)!, after: wallet(id) })),
    newLots: () => every(lotsNow).filter((lot) => lot.lotId >= FIRST_NEW_LOT),
    changedLots: () => every(lotsNow).flatMap((after) => {
      const was = before.get(after.lotId);
      return was && was !== after ? [{ before: was, after }] : [];
    }),
  };
}

function put(lots: Map<bigint, Map<bigint, Lot>>, lot: Lot): void {
  let own = lots.get(lot.memberId);
  if (!own) lots.set(lot.memberId, (own = new Map()));
  own.set(lot.lotId, lot);
}

const every = (lots: Map<bigint, Map<bigint, Lot>>) => [...lots.values()].flatMap((own) => [...own.values()]).sort((a, b) => (a.lotId < b.lotId ? -1 : 1));
