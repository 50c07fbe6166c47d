import type { LedgerTransaction, LotChange } from "~/loyalty/ledger/posting";
import { WATERMARK_MARGIN_MS } from "~/loyalty/rewards/may-end";
import { totalOf } from "~/loyalty/ledger/hold";
import type { LedgerBatch } from "~/store/ledger/ledger-batch";
import { SOUND_CORE, type Core } from "./core";

const { settleRedemption, mayEnd, undonePoints, expireLots, decideRedemption, mergeMembers, forfeit } = SOUND_CORE;
type Settle = Core["settleRedemption"];
type Case = Parameters<Settle>[1];

const settling = (settle: Settle): Core => ({ ...SOUND_CORE, settleRedemption: settle });
const given = (change: (given: Case) => Partial<Case>): Core => settling((ledger, one, how) => settleRedemption(ledger, { ...one, ...change(one) }, how));
/** What is posted goes through a change first. */
const posting = (change: (transaction: LedgerTransaction, ledger: LedgerBatch, how: Parameters<Settle>[2]) => LedgerTransaction | null): Core => settling((ledger, one, how) => settleRedemption({
  ...ledger, post: (transaction) => { const changed = change(transaction, ledger, how); if (changed) ledger.post(changed); },
}, one, how));
type Question = Parameters<Core["decideRedemption"]>[0];
const asking = (change: (question: Question) => Partial<Question>): Core => ({ ...SOUND_CORE, decideRedemption: (question) => decideRedemption({ ...question, ...change(question) }) });
const graceFor = (which: (change: Exclude<LotChange, { create: unknown }>) => boolean) => posting((transaction, _ledger, { now }) => transaction.kind !== "void" ? transaction : {
  ...transaction, lots: transaction.lots.map((change) => ("create" in change || !which(change) ? change : { ...change, expiresAt: new Date(now.getTime() + 30 * 86_400_000).toISOString() })),
});

/** Cores with one seeded defect each. */
export const MUTANTS: Record<string, Core> = {
  "hold-not-idempotent": { ...SOUND_CORE, remembers: false },
  "double-resolve": given(({ redemption }) => ({ redemption: redemption.status === "voided" ? { ...redemption, status: "closing" } : redemption, unusable: true })),
  "burn-twice": given(({ redemption }) => ({ redemption: redemption.status === "burned" ? { ...redemption, status: "issued" } : redemption })),
  "void-renews-expiry": graceFor(() => true),
  "grace-again-and-again": given(({ redemption }) => ({ redemption: { ...redemption, createdAt: new Date(0) } })),
  "grace-forgotten": posting((transaction) => ({ ...transaction, lots: transaction.lots.map((change) => ("create" in change ? change : { ...change, expiresAt: undefined as never })) })),
  "grace-for-free-points": posting((transaction) => (transaction.kind === "expiry" ? null : transaction)),
  "expire-held": { ...SOUND_CORE, expireLots: (lots, wallet, now) => expireLots(lots, wallet, now).map((one) => {
    const lot = lots.find(({ lotId }) => "lotId" in one.lots[0]! && lotId === one.lots[0].lotId)!;
    return lot.held === 0n ? one : { ...one, postings: [...one.postings, { from: "held", to: "breakage", points: lot.held }], lots: [{ lotId: lot.lotId, free: -lot.free, held: -lot.held, expired: lot.free + lot.held }] };
  }) },
  "expired-points-can-be-spent": { ...SOUND_CORE, expireLots: () => [] },
  "restore-twice": settling((ledger, one, how) => {
    const result = settleRedemption(ledger, one, how);
    return result && result.restored > one.redemption.restored ? { ...result, restored: one.redemption.restored } : result;
  }),
  "restore-more-than-burned": { ...SOUND_CORE, undonePoints: (...of) => undonePoints(...of) * 2n },
  "restore-rounds-up": { ...SOUND_CORE, undonePoints: (fact, spent, value) => { const undone = undonePoints(fact, spent, value); return undone > 0n && undone < spent ? undone + 1n : undone; } },
  "refund-gives-nothing-back": { ...SOUND_CORE, undonePoints: () => 0n },
  "canceled-order-keeps-the-points": { ...SOUND_CORE, undonePoints: (fact, spent, value) => undonePoints({ ...fact, cancelledAt: null, deleted: false }, spent, value) },
  "last-order-decides": given(({ uses }) => ({ uses: uses.slice(-1) })),
  "late-use-free": settling((ledger, one, how) => (one.redemption.status === "voided" ? null : settleRedemption(ledger, one, how))),
  "late-use-never-owed": posting((transaction) => (transaction.kind === "late_use" ? { ...transaction, postings: transaction.postings.filter(({ from }) => from !== "debt") } : transaction)),
  "void-without-looking-at-orders": given(({ unusable }) => (unusable ? { uses: [] } : {})),
  "void-before-the-watermark": { ...SOUND_CORE, mayEnd: ({ status, codeGoneAt }) => status === "closing" && codeGoneAt !== null },
  "void-at-the-watermark-without-margin": { ...SOUND_CORE, mayEnd: (one, readBegun) => mayEnd(one, readBegun && new Date(readBegun.getTime() + WATERMARK_MARGIN_MS)) },
  "void-without-repaying-debt": posting((transaction) => (transaction.kind === "void" ? { ...transaction, postings: transaction.postings.filter(({ to }) => to !== "debt") } : transaction)),
  "lapse-gives-back": given(({ redemption }) => ({ redemption: { ...redemption, onExpiry: "return" } })),
  "canceled-lapses": given(({ redemption }) => ({ redemption: { ...redemption, closingReason: redemption.closingReason === null ? null : "code_expired" } })),
  "lapsed-charged-again": given(({ redemption }) => ({ redemption: redemption.status === "voided" ? { ...redemption, onExpiry: "return" } : redemption })),
  "parts-forgotten": settling((ledger, one, how) => { const result = settleRedemption(ledger, one, how); return result && result.status === "burned" && totalOf(result.parts) > 0n ? { ...result, parts: result.parts.slice(0, 1) } : result; }),
  "merge-forgets-redemptions": { ...SOUND_CORE, mergesRedemptions: false },
  "merge-leaves-spent-lots": { ...SOUND_CORE, mergeMembers: (loser, survivor, when) => mergeMembers({ ...loser, lots: loser.lots.filter(({ free, held }) => free + held > 0n) }, survivor, when) },
  "debtors-redeem": asking(({ member }) => ({ member: member && { ...member, wallet: { ...member.wallet, debt: 0n } } })),
  "one-point-short-is-enough": asking(({ member }) => ({ member: member && { ...member, wallet: { ...member.wallet, available: member.wallet.available + 1n } } })),
  "forgotten-keeps-points": { ...SOUND_CORE, forfeit: () => null },
  "forgotten-owes": { ...SOUND_CORE, forfeit: (wallet, lots, event) => forfeit({ ...wallet, debt: 0n }, lots, event) },
  "what-comes-back-stays-with-the-forgotten": given(() => ({ erased: false })),
  "forfeit-takes-held-points": { ...SOUND_CORE, forfeit: (wallet, lots, event) => {
    const rest = forfeit(wallet, lots, event);
    const held = lots.filter((lot) => lot.held > 0n);
    return rest && held.length > 0 ? { ...rest, postings: [...rest.postings, { from: "held", to: "breakage", points: wallet.held }], lots: [...rest.lots, ...held.map((lot) => ({ lotId: lot.lotId, held: -lot.held, expired: lot.held }))] } : rest;
  } },
  "new-terms-for-codes-that-are-out": { ...SOUND_CORE, keepsTerms: false },
  "given-back-but-not-counted": { ...SOUND_CORE, countsBack: false },
  "old-price-still-sells": asking(({ reward, points }) => ({ reward: reward && { ...reward, terms: { ...reward.terms, price: { kind: "fixed", points } } } })),
  "paused-still-sells": asking(({ reward }) => ({ reward: reward && { ...reward, state: reward.state === "paused" ? "active" : reward.state } })),
  "ended-still-sells": asking(({ reward }) => ({ reward: reward && { ...reward, state: reward.state === "ended" ? "active" : reward.state } })),
  "over-still-sells": asking(({ reward }) => ({ reward: reward && { ...reward, terms: { ...reward.terms, endsAt: null } } })),
  "stock-is-not-looked-at": asking(({ reward }) => ({ reward: reward && { ...reward, stock: null } })),
  "one-more-than-all-together": asking(({ reward }) => ({ reward: reward && { ...reward, taken: reward.taken - 1n } })),
  "one-more-than-each-may": asking(({ member }) => ({ member: member && { ...member, redeemedInWindow: member.redeemedInWindow - 1 } })),
};
