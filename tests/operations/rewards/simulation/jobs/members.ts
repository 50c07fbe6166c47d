import { ledgerOf, store } from "./ledger";
import { giveBack } from "./redeem";
import type { Worker } from "./worker";

const ACTOR = "system";

/** Points whose time is over end, lot by lot. */
export function expirePoints(worker: Worker): void {
  worker.mayDie();
  const ledger = ledgerOf(worker);
  for (const [memberId, wallet] of worker.rows.wallets) for (const expired of worker.decide.expireLots(ledger.lots(memberId), wallet, worker.now().toISOString())) ledger.post(expired);
  store(worker, ledger);
}

/** Two customers became one at Shopify: points and redemptions go to the one that stays. */
export function merge(worker: Worker, loser: bigint, survivor: bigint): void {
  const { rows } = worker;
  worker.mayDie();
  const ledger = ledgerOf(worker);
  const purse = (memberId: bigint) => ({ wallet: ledger.wallet(memberId), lots: ledger.lots(memberId) });
  for (const transaction of worker.decide.mergeMembers(purse(loser), purse(survivor), { now: worker.now().toISOString(), actor: ACTOR })) ledger.post(transaction);
  store(worker, ledger);
  for (const own of rows.kept) if (own.redemption.memberId === loser) own.redemption = { ...own.redemption, memberId: survivor };
  rows.merged.set(loser, survivor);
}

/** A customer asked to be forgotten: what is open is withdrawn, everything else forfeited now, and what comes back later then. */
export function erase(worker: Worker, memberId: bigint): void {
  const { rows } = worker;
  for (const own of rows.kept) if (own.redemption.memberId === memberId) giveBack(worker, own, "customer_erased");
  worker.mayDie();
  const ledger = ledgerOf(worker);
  const transaction = worker.decide.forfeit(ledger.wallet(memberId), ledger.lots(memberId), { key: `redact:${memberId}`, reason: "customer_erased", actor: ACTOR, now: worker.now().toISOString() });
  if (transaction) ledger.post(transaction);
  store(worker, ledger);
  rows.erased.add(memberId);
}
