import { differenceFor } from "~/loyalty/ledger/difference-for";
import type { Lot } from "~/loyalty/ledger/posting";
import { netOrder } from "~/loyalty/orders/net-order";
import type { LineFact, OrderFact } from "~/loyalty/orders/order-fact";
import { exactWorthByLine, orderWorth } from "~/loyalty/orders/order-worth";
import type { Settled, Settlement } from "~/loyalty/orders/settle-order";
import type { EarnRules, Program } from "~/loyalty/program/program";
import { SOUND_CORE, type Core } from "./in-memory-driver";

/** A core with one seeded defect, wrapped around the sound one. Fresh for each run, for those that remember something. */
export type Mutant = () => Core;

const { mergeFacts, settleOrder, releaseLots, adjust, mergeMembers } = SOUND_CORE;
const settling = (wrong: (settlement: Settlement) => Settled): Mutant => () => ({ ...SOUND_CORE, settleOrder: wrong });
const given = (change: (settlement: Settlement) => Partial<Settlement>) => settling((settlement) => settleOrder({ ...settlement, ...change(settlement) }));
const factWith = (change: (fact: OrderFact, settlement: Settlement) => Partial<OrderFact>) => given((settlement) => ({ fact: { ...settlement.fact, ...change(settlement.fact, settlement) } }));
const earnWith = (change: (earn: EarnRules) => Partial<EarnRules>) => given(({ program }) => ({ program: { ...program, earn: { ...program.earn, ...change(program.earn) } } }));
const countsWith = (counts: Partial<EarnRules["counts"]>) => earnWith((earn) => ({ counts: { ...earn.counts, ...counts } }));
const merging = (change: (merged: OrderFact, known: OrderFact | null, incoming: OrderFact) => Partial<OrderFact>): Mutant => () =>
  ({ ...SOUND_CORE, mergeFacts: (known, incoming) => { const merged = mergeFacts(known, incoming); return { ...merged, ...change(merged, known, incoming) }; } });
/** Settles soundly, then posts towards another worth. */
const worthWrong = (worthOf: (settlement: Settlement, settled: Settled) => bigint) => settling((settlement) => {
  const settled = settleOrder(settlement);
  if (!settled.basis || !settlement.wallet || settled.status !== "earns") return settled;
  const { fact, accrued, reversed, wallet, lots, now } = settlement;
  const sound = settleOrder({ ...settlement, accrued: 0n, reversed: 0n, wallet: { ...wallet, debt: 0n } }).transaction?.lots[0];
  const releaseAt = sound && "create" in sound ? sound.create.releaseAt : null;
  const earnedAt = sound && "create" in sound ? sound.create.earnedAt : fact.paidAt!;
  return { ...settled, transaction: differenceFor({ orderId: fact.orderId, worth: worthOf(settlement, settled), accrued, reversed, wallet, lots, releaseAt, earnedAt, expiresAt: null, reason: "order_changed", values: {}, effectiveAt: now, actor: "system", programVersion: 1, now }) };
});
const lineWith = (change: (line: LineFact) => Partial<LineFact>) => factWith((fact) => ({ lines: fact.lines.map((line) => ({ ...line, ...change(line) })) }));
const whole = (fact: OrderFact) => fact.updatedAt !== "";
const later = (now: string, days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString();
/** Turns the order of times around, so that the newest looks oldest. */
const backwards = (lot: Lot): Lot => ({ ...lot, earnedAt: new Date(4e12 - Date.parse(lot.earnedAt)).toISOString(), lotId: lot.lotId });

export const MUTANTS: Record<string, Mutant> = {
  // refunds
  "refund-not-idempotent": merging((merged, known, incoming) => ({ refunds: [...merged.refunds, ...incoming.refunds.filter(({ refundId }) => known?.refunds.some((one) => one.refundId === refundId)).map((one) => ({ ...one, refundId: `${one.refundId}0${merged.refunds.length}` }))] })),
  "round-each-refund": worthWrong(({ fact }, { basis }) => {
    const full = orderWorth({ ...fact, refunds: [] }, basis!).worth;
    const taken = fact.refunds.reduce((sum, refund) => sum + full - orderWorth({ ...fact, refunds: [refund] }, basis!).worth, 0n);
    return taken > full ? 0n : full - taken;
  }),
  "refund-unbounded": worthWrong(({ fact }, { basis, worth }) => {
    const goods = netOrder({ ...fact, refunds: [] }, basis!).goods.reduce((sum, line) => sum + line.originalMinor, 0);
    const back = fact.refunds.reduce((sum, refund) => sum + refund.amountMinor, 0);
    return back > goods ? worth - BigInt(back - goods) : worth;
  }),
  "drop-early-refund": merging((merged, known) => (known === null && !whole(merged) ? { refunds: [] } : {})),
  "only-the-newest-refunds": merging((_merged, _known, incoming) => (whole(incoming) ? { refunds: incoming.refunds } : {})),
  "amount-refund-ignored": factWith((fact) => ({ refunds: fact.refunds.map((refund) => ({ ...refund, amountMinor: 0 })) })),
  "shipping-refund-takes-goods": factWith((fact) => ({ refunds: fact.refunds.map((refund) => ({ ...refund, amountMinor: refund.amountMinor + refund.shippingMinor })) })),
  "refund-by-cents-not-units": factWith((fact) => ({ refunds: fact.refunds.map((refund) => ({ ...refund, lines: refund.lines.map((line) => ({ ...line, quantity: 0 })) })) })),

  // facts
  "stale-news-overwrites": merging((_merged, known, incoming) => (known && whole(incoming) ? { lines: incoming.lines } : {})),
  "late-news-unpays": merging((_merged, _known, incoming) => (whole(incoming) ? { paidAt: incoming.paidAt } : {})),
  "cancel-forgotten": merging((_merged, _known, incoming) => (whole(incoming) ? { cancelledAt: incoming.cancelledAt, voided: incoming.voided } : {})),
  "deletion-forgotten": merging((_merged, _known, incoming) => ({ deleted: incoming.deleted })),

  // edits
  "added-line-earns-nothing": factWith((fact, { basis }) => (basis && basis.lines.length > 0 ? { lines: fact.lines.filter((line) => basis.lines.some((one) => one.lineId === line.lineId)) } : {})),
  "removed-units-keep-points": lineWith(() => ({ removedQuantity: 0 })),
  "removed-units-taken-twice": factWith((fact) => {
    const off = fact.lines.reduce((sum, line) => sum + Math.round((line.unitPriceMinor * line.quantity - line.discountMinor) * line.removedQuantity / line.quantity), 0);
    return { refunds: fact.refunds.map((refund, index) => (index === 0 && refund.amountMinor > 0 ? { ...refund, amountMinor: refund.amountMinor + off } : refund)) };
  }),
  "edit-prices-anew": given(({ basis, fact }) => ({ basis: basis && fact.lines.length > basis.lines.length ? null : basis })),

  // prices
  "floor-each-line": worthWrong(({ fact }, { basis }) => exactWorthByLine(fact, basis!).reduce((sum, { points }) => sum + points.num / points.den, 0n)),
  "priced-by-todays-program": () => {
    let newest: Program | null = null;
    return { ...SOUND_CORE, settleOrder: (settlement) => {
      if (!newest || settlement.program.version > newest.version) newest = settlement.program;
      return settleOrder({ ...settlement, program: newest, basis: null });
    } };
  },
  "priced-by-todays-tier": given(() => ({ basis: null })),
  "tier-multiplier-forgotten": given(({ tier }) => ({ tier: tier && { ...tier, multiplier: { num: 1, den: 1 } } })),
  "multipliers-forgotten": earnWith(() => ({ multipliers: [] })),
  "exclusion-forgotten": earnWith((earn) => ({ multipliers: earn.multipliers.filter(({ multiplier }) => multiplier.num > 0) })),
  "multiplier-rounded": earnWith((earn) => ({ multipliers: earn.multipliers.map((one) => ({ ...one, multiplier: { num: Math.floor(one.multiplier.num / one.multiplier.den), den: 1 } })) })),
  "market-rate-forgotten": earnWith(() => ({ currencyRates: {} })),
  "gift-cards-earn": countsWith({ giftCards: true }),
  "tax-always-earns": countsWith({ tax: true }),
  "redeemed-value-earns": countsWith({ redeemedValue: true }),
  "excluded-channel-earns": countsWith({ pos: true }),
  "code-orders-earn": countsWith({ discountCodeOrders: true }),
  "minimum-forgotten": earnWith(() => ({ minimumOrderMinor: 0 })),
  "minimum-tested-again": settling((settlement) => {
    const lines = settlement.fact.lines.map((line) => ({ ...line, quantity: Math.max(1, line.quantity - line.removedQuantity), removedQuantity: 0 }));
    const again = settleOrder({ ...settlement, basis: null, fact: { ...settlement.fact, lines } });
    return again.basis?.refusal === "below_minimum" && settlement.basis?.refusal === null ? settleOrder({ ...settlement, fact: { ...settlement.fact, deleted: true } }) : settleOrder(settlement);
  }),
  "earns-before-fulfilled": earnWith(() => ({ on: "paid" })),

  // guests
  "guest-never-claimed": settling((settlement) => (settlement.basis?.refusal === "guest" ? { basis: settlement.basis, worth: 0n, status: "refused", transaction: null, releaseChanges: [] } : settleOrder(settlement))),
  "order-never-gains-a-customer": merging((merged, known) => ({ customerId: known ? known.customerId : merged.customerId })),

  // pockets
  "what-was-posted-forgotten": given(() => ({ accrued: 0n, reversed: 0n })),
  "key-without-history": settling((settlement) => {
    const settled = settleOrder(settlement);
    return settled.transaction ? { ...settled, transaction: { ...settled.transaction, key: `order:${settlement.fact.orderId}:to:${settled.worth}` } } : settled;
  }),
  "lifo": () => ({ ...SOUND_CORE, settleOrder: (settlement) => settleOrder({ ...settlement, lots: settlement.lots.map(backwards) }), adjust: (wallet, lots, adjustment) => adjust(wallet, lots.map(backwards), adjustment) }),
  "others-before-own": given(({ lots, fact }) => ({ lots: lots.map((lot) => ({ ...lot, orderId: lot.orderId === fact.orderId && lot.free > 0n ? "other" : lot.orderId })) })),
  "takes-others-pending": given(({ lots, fact }) => ({ lots: lots.map((lot) => ({ ...lot, orderId: fact.orderId })) })),
  "lots-not-lowered": settling((settlement) => {
    const settled = settleOrder(settlement);
    return settled.transaction?.kind === "clawback" ? { ...settled, transaction: { ...settled.transaction, lots: [] } } : settled;
  }),
  "debt-forgiven": settling((settlement) => {
    const settled = settleOrder(settlement);
    return settled.transaction ? { ...settled, transaction: { ...settled.transaction, postings: settled.transaction.postings.filter(({ from }) => from !== "debt") } } : settled;
  }),
  "spend-pending": () => ({ ...SOUND_CORE, releaseLots: (lots, wallet, now) => releaseLots(lots, wallet, later(now, 2)) }),
  "window-forgotten": given(({ now }) => ({ now: later(now, 30) })),
  "release-repays-nothing": () => ({ ...SOUND_CORE, releaseLots: (lots, wallet, now) => releaseLots(lots, { ...wallet, debt: 0n }, now) }),
  "release-one-lot-only": () => ({ ...SOUND_CORE, releaseLots: (lots, wallet, now) => releaseLots(lots, wallet, now).slice(0, 1) }),
  "adjustment-into-debt": () => ({ ...SOUND_CORE, adjust: (wallet, lots, adjustment) => adjust({ ...wallet, debt: 0n }, lots, adjustment) }),
  "adjustment-cap-forgotten": () => ({ ...SOUND_CORE, adjust: (wallet, lots, adjustment) => adjust(wallet, lots, { ...adjustment, cap: 1_000_000n }) }),

  // disputes and risk
  "open-dispute-releases": factWith((fact) => ({ disputes: fact.disputes.filter(({ status }) => status !== "open") })),
  "lost-dispute-keeps": factWith((fact) => ({ disputes: fact.disputes.map((one) => (one.status === "lost" ? { ...one, status: "open" } : one)) })),
  "high-risk-releases": factWith(() => ({ risk: "none" })),
  "last-dispute-decides": factWith((fact) => ({ disputes: fact.disputes.slice(-1) })),

  // merges
  "merge-forgives-debt": () => ({ ...SOUND_CORE, mergeMembers: (loser, survivor, when) => mergeMembers({ ...loser, wallet: { ...loser.wallet, debt: 0n } }, survivor, when) }),
  "merge-loses-pending": () => ({ ...SOUND_CORE, mergeMembers: (loser, survivor, when) => mergeMembers({ wallet: { ...loser.wallet, pending: 0n }, lots: loser.lots.filter((lot) => lot.pending === 0n) }, survivor, when) }),
  "merge-doubles": () => ({ ...SOUND_CORE, mergeMembers: (loser, survivor, when) => mergeMembers(loser, survivor, when).map((one) => (one.kind === "merge_out" ? { ...one, postings: [] } : one)) }),
  "merge-repays-nothing": () => ({ ...SOUND_CORE, mergeMembers: (loser, survivor, when) => mergeMembers(loser, survivor, when).map((one) => ({ ...one, postings: one.postings.filter(({ from, to }) => !(from === "available" && to === "debt")) })) }),
  "merge-renews-dates": () => ({ ...SOUND_CORE, mergeMembers: (loser, survivor, when) => mergeMembers({ ...loser, lots: loser.lots.map(backwards) }, { ...survivor, lots: survivor.lots.map(backwards) }, when) }),
};
