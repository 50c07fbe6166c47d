import { expireLots } from "~/loyalty/ledger/expire-lots";
import { forfeit } from "~/loyalty/ledger/forfeit";
import { mergeMembers } from "~/loyalty/ledger/merge-members";
import { decideRedemption } from "~/loyalty/rewards/decide-redemption";
import { undonePoints } from "~/loyalty/rewards/undone-points";
import { WATERMARK_MARGIN_MS } from "~/operations/rewards/resolve-redemptions.server";
import { settleRedemption } from "~/operations/rewards/settle-redemption";

/** The deciders a driver is made of, and some rules around them; a mutant replaces one by a wrong one. */
export interface Core {
  decideRedemption: typeof decideRedemption;
  settleRedemption: typeof settleRedemption;
  expireLots: typeof expireLots;
  undonePoints: typeof undonePoints;
  mergeMembers: typeof mergeMembers;
  forfeit: typeof forfeit;
  /** Whether a reading of all orders that began then vouches for a code that was gone then. */
  vouches(readUntil: string, goneAt: string): boolean;
  /** Whether a request that was answered before is answered the same. */
  remembers: boolean;
  /** Whether redemptions go with the points of a merged customer. */
  mergesRedemptions: boolean;
  /** Whether a redemption keeps the terms it was made under. */
  keepsTerms: boolean;
  /** Whether what is given back of a counted reward can be had again. */
  countsBack: boolean;
}

export const SOUND_CORE: Core = {
  decideRedemption, settleRedemption, expireLots, undonePoints, mergeMembers, forfeit, remembers: true, mergesRedemptions: true, keepsTerms: true, countsBack: true,
  vouches: (readUntil, goneAt) => Date.parse(goneAt) <= Date.parse(readUntil) - WATERMARK_MARGIN_MS,
};
