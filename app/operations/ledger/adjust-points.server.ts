import { adjust, type AdjustmentRefusal } from "~/loyalty/ledger/adjust";
import type { Wallet } from "~/loyalty/ledger/posting";
import { programAt } from "~/loyalty/program/program-at";
import { logAccess } from "~/store/access/log-access.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { ledgerBatch } from "~/store/ledger/ledger-batch";
import { liveLots } from "~/store/ledger/live-lots.server";
import { lockWallets } from "~/store/ledger/lock-wallets.server";
import { postBatch } from "~/store/ledger/post-batch.server";
import { IdempotencyConflict, postedUnder, type Posted } from "~/store/ledger/posted-under.server";
import { memberById } from "~/store/members/member-by-id.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { programVersions } from "~/store/program/program-versions.server";
import type { Tx } from "~/store/tx";

export interface AdjustPoints {
  memberId: bigint;
  /** Positive gives, negative takes available points. */
  points: bigint;
  /** Why, for the merchant's records; not empty. */
  note: string;
  /** For the customer, shown with the points. */
  message?: string | null;
  /** `staff:<user id>`. */
  actor: string;
  /** The command's own id: the same again posts nothing. */
  commandId: string;
}
export type AdjustPointsRefusal = AdjustmentRefusal | "unknown_member" | "member_gone";
export type AdjustPointsAnswer = { wallet: Wallet; repeated: boolean } | { refusal: AdjustPointsRefusal };

/**
 * Posts a staff member's correction, with an access log row beside it.
 * @throws IdempotencyConflict when the command id was used for another member, amount or note.
 */
export function adjustPoints(shopId: bigint, command: AdjustPoints, now: Date): Promise<AdjustPointsAnswer> {
  return inTransaction(shopId, async (db) => {
    const wallet = (await lockWallets(db, [command.memberId])).get(command.memberId);
    const member = wallet && (await memberById(db, command.memberId));
    if (!wallet || !member) return { refusal: "unknown_member" };
    const key = `adjustment:${command.commandId}`;
    const posted = await postedUnder(db, key);
    if (posted) return repeated(posted, { command, key, wallet });
    if (member.state === "merged" || member.state === "redacted") return { refusal: "member_gone" };
    return post(db, { command, key, wallet, now });
  });
}

interface Posting { command: AdjustPoints; key: string; wallet: Wallet }

function repeated(posted: Posted, { command, key, wallet }: Posting): AdjustPointsAnswer {
  const same = posted.memberId === command.memberId && posted.values["points"] === Number(command.points) && posted.values["note"] === command.note;
  if (!same) throw new IdempotencyConflict(key);
  return { wallet, repeated: true };
}

async function post(db: Tx, { command, key, wallet, now }: Posting & { now: Date }): Promise<AdjustPointsAnswer> {
  const { memberId, points, note, message = null, actor } = command;
  const program = programAt(await programVersions(db), now.toISOString());
  const lots = await liveLots(db, [memberId]);
  const result = adjust(wallet, lots, { points, note, message, actor, key, now: now.toISOString(), cap: BigInt(program.adjustmentCap), expiresAt: null });
  if ("refusal" in result) return result;
  const ledger = ledgerBatch(new Map([[memberId, wallet]]), lots);
  ledger.post(result.transaction);
  await postBatch(db, ledger);
  await logAccess(db, { actor, action: "adjust_points", memberId, detail: { points: Number(points), key } }, now);
  await requestRefresh(db, new Map([[memberId, { retier: false, urgent: true }]]), now);
  await enqueueJobs(db, [shopJob("refresh-members", db.shopId)]);
  return { wallet: ledger.wallet(memberId), repeated: false };
}
