import { transactionContent } from "~/loyalty/ledger/apply";
import { ledgerBatch, type LedgerBatch } from "~/store/ledger/ledger-batch";
import type { Kept } from "../rows";
import { noteEnds } from "./note-ends";
import type { Worker } from "./worker";

const HOW = { zone: "UTC", graceDays: 30, actor: "system" };

export function settle(worker: Worker, own: Kept, { unusable }: { unusable: boolean }, redemption = own.redemption): void {
  const ledger = ledgerOf(worker);
  const uses = worker.rows.uses.get(own.code ?? "") ?? [];
  const resolved = worker.decide.settleRedemption(ledger, { redemption, parts: own.parts, uses, orderNames: new Map(), unusable, erased: worker.rows.erased.has(redemption.memberId) }, { ...HOW, now: worker.now() });
  store(worker, ledger);
  if (!resolved) return;
  own.redemption = { ...redemption, status: resolved.status, spent: resolved.spent, restored: resolved.restored };
  own.parts = resolved.parts;
}

export const ledgerOf = ({ rows }: Worker): LedgerBatch => ledgerBatch(rows.wallets, rows.lots);

/** One transaction: all of it or nothing. */
export function store({ rows, clock }: Worker, ledger: LedgerBatch): void {
  for (const transaction of ledger.transactions) {
    const { kind, key } = transaction;
    if (rows.posted.has(key)) throw new Error(`${key} is posted twice`);
    rows.posted.set(key, transactionContent(transaction));
    if (kind === "burn" || kind === "void" || kind === "lapse") rows.resolved.set(BigInt(key.split(":")[1]!), (rows.resolved.get(BigInt(key.split(":")[1]!)) ?? 0) + 1);
    noteEnds(rows, transaction, clock());
  }
  rows.wallets = new Map([...rows.wallets.keys()].map((memberId) => [memberId, ledger.wallet(memberId)]));
  rows.lots = [...rows.wallets.keys()].flatMap((memberId) => [...ledger.lots(memberId)]);
}
