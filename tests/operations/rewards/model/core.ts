import { expireLots } from "~/loyalty/ledger/expire-lots";
import { forfeit } from "~/loyalty/ledger/forfeit";
import { mergeMembers } from "~/loyalty/ledger/merge-members";
import { decideRedemption } from "~/loyalty/rewards/decide-redemption";
import { mayEnd } from "~/loyalty/rewards/may-end";
import { undonePoints } from "~/loyalty/rewards/undone-points";
import { settleRedemption } from "~/operations/rewards/settle-redemption";

/** The deciders a driver is made of, and some rules around them; a mutant replaces one by a wrong one. */
export interface Core {
  decideRedemption: typeof decideRedemption;
  settleRedemption: typeof settleRedemption;
  expireLots: typeof expireLots;
  undonePoints: typeof undonePoints;
  mergeMembers: typeof mergeMembers;
  forfeit: typeof forfeit;
  mayEnd: typeof mayEnd;
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
  decideRedemption, settleRedemption, expireLots, undonePoints, mergeMembers, forfeit, mayEnd, remembers: true, mergesRedemptions: true, keepsTerms: true, countsBack: true,
};
