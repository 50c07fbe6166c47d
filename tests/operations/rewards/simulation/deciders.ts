import { expireLots } from "~/loyalty/ledger/expire-lots";
import { forfeit } from "~/loyalty/ledger/forfeit";
import { mergeMembers } from "~/loyalty/ledger/merge-members";
import { readingSince } from "~/loyalty/orders/reading-since";
import { codesToGive, nextOfBatch, stateAfterFault } from "~/loyalty/rewards/code-batch";
import { nextOfClosing } from "~/loyalty/rewards/closing-code";
import { isBeforeHandOut } from "~/loyalty/rewards/is-before-hand-out";
import { mayEnd, vouchingFrom } from "~/loyalty/rewards/may-end";
import { codesToAdd } from "~/loyalty/rewards/pool-target";
import { isOver, wayBack } from "~/loyalty/rewards/way-back";
import { settleRedemption } from "~/operations/rewards/settle-redemption";
import type { Redemption } from "~/store/rewards/redemption-rows.server";

/** Everything in the product that decides about a code or its points. The jobs call the same; a mutant replaces one by a wrong one. */
export const SOUND = { codesToAdd, nextOfBatch, stateAfterFault, codesToGive, wayBack, isOver, nextOfClosing, vouchingFrom, readingSince, mayEnd, isBeforeHandOut, settleRedemption, expireLots, forfeit, mergeMembers };
export type Deciders = Omit<typeof SOUND, "mayEnd"> & { mayEnd(one: Redemption, readBegun: Date | null): boolean };
