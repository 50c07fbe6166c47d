import { WATERMARK_MARGIN_MS } from "~/loyalty/rewards/may-end";
import { SOUND, type Deciders } from "./deciders";

/** One wrong decider each, and what it does to shoppers or merchants in the words of the judge. */
export const MUTANTS: Record<string, { decides: Partial<Deciders>; harm: RegExp }> = {
  "orders are looked at only before the code is deleted": {
    decides: { mayEnd: (one, readBegun) => one.codeGoneAt !== null && SOUND.mayEnd({ ...one, codeGoneAt: one.closingAt }, readBegun) }, harm: /charged late what the watermark should have prevented/,
  },
  "points come back before all orders were read": { decides: { mayEnd: ({ status, codeGoneAt }) => status === "closing" && codeGoneAt !== null }, harm: /charged late what the watermark should have prevented/ },
  "a reading that began when the code was gone vouches at once": {
    decides: { mayEnd: (one, readBegun) => SOUND.mayEnd(one, readBegun && new Date(readBegun.getTime() + WATERMARK_MARGIN_MS)), vouchingFrom: (goneAt) => goneAt }, harm: /charged late what the watermark should have prevented/,
  },
  "a code of an unfinished batch is handed out": {
    decides: { codesToGive: (batch, creation, now) => { const codes = SOUND.codesToGive(batch, creation, now); return codes === "wait" && creation ? creation.codes : codes; } }, harm: /stuck: its code is not at Shopify/,
  },
  "a code Shopify refused is handed out": { decides: { codesToGive: (batch, creation, now) => (creation?.done ? creation.codes : SOUND.codesToGive(batch, creation, now)) }, harm: /stuck: its code is not at Shopify/ },
  "a redemption is burned twice": {
    decides: { settleRedemption: (ledger, one, how) => SOUND.settleRedemption(ledger, { ...one, redemption: { ...one.redemption, status: one.redemption.status === "burned" ? "issued" : one.redemption.status } }, how) }, harm: /redemption:\d+:burned is posted twice/,
  },
  "a burned redemption is given back as well": {
    decides: { settleRedemption: (ledger, one, how) => SOUND.settleRedemption(ledger, one.unusable ? { ...one, uses: [] } : one, how) }, harm: /charged late what the watermark should have prevented/,
  },
  "a code is gone once its deletion was asked for": { decides: { nextOfClosing: (facts) => (facts.deleteJob === null ? "delete" : "gone") }, harm: /ended though its code could be used/ },
  "a code that is out gives its points back at once": { decides: { wayBack: (one, reason, now) => (one.status === "issued" ? "at_once" : SOUND.wayBack(one, reason, now)) }, harm: /ended though its code could be used/ },
  "a reading begins where the last one began": { decides: { readingSince: ({ last }) => last }, harm: /free money/ },
  "a code used after its points came back costs nothing": {
    decides: { settleRedemption: (ledger, one, how) => (one.redemption.status === "voided" ? null : SOUND.settleRedemption(ledger, one, how)) }, harm: /free money/,
  },
  "who got a code that was used before pays for it": { decides: { settleRedemption: (ledger, one, how) => SOUND.settleRedemption(ledger, { ...one, uses: one.uses.map((use) => ({ ...use, orderedAt: null })) }, how) }, harm: /lost: \d+ points/ },
  "a code is its holder's though it was used before": { decides: { isBeforeHandOut: () => false }, harm: /lost: it lapsed with a code that was used before/ },
  "what comes back to who was forgotten stays there": { decides: { settleRedemption: (ledger, one, how) => SOUND.settleRedemption(ledger, { ...one, erased: false }, how) }, harm: /who was forgotten has points/ },
  "who is forgotten keeps what is free": { decides: { forfeit: () => null }, harm: /who was forgotten has points/ },
  "a merge leaves what is held": { decides: { mergeMembers: (loser, survivor, when) => SOUND.mergeMembers({ ...loser, wallet: { ...loser.wallet, held: 0n } }, survivor, when) }, harm: /points stayed with who was merged/ },
  "points end a day early": { decides: { expireLots: (lots, wallet, now) => SOUND.expireLots(lots, wallet, new Date(Date.parse(now) + 86_400_000).toISOString()) }, harm: /a lot ended before its day/ },
  "what comes back into a lot that is over ends within the day": { decides: { settleRedemption: (ledger, one, how) => SOUND.settleRedemption(ledger, one, { ...how, graceDays: 0 }) }, harm: /ended within the days of grace/ },
  "an answer that never came is waited for": { decides: { nextOfBatch: (batch, now) => { const next = SOUND.nextOfBatch(batch, now); return next === "give_up" ? "wait" : next; } }, harm: /stuck/ },
};
