import { logAccess } from "~/store/access/log-access.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { setMemberState } from "~/store/members/set-member-state.server";

export interface SetMembership {
  memberId: bigint;
  /** `left` by the member or staff; `excluded` and `blocked` by staff; `member` takes either back. */
  state: "member" | "left" | "excluded" | "blocked";
  /** `customer`, `staff:<user id>`, `system`. */
  actor: string;
}

/** Lets a member leave, excludes or blocks one, or takes that back. Points stay as they are; new orders earn nothing meanwhile. */
export function setMembership(shopId: bigint, { memberId, state, actor }: SetMembership, now: Date): Promise<{ refusal: "unknown_member" } | { state: SetMembership["state"] }> {
  return inTransaction(shopId, async (db) => {
    if (!(await setMemberState(db, memberId, state))) return { refusal: "unknown_member" };
    await logAccess(db, { actor, action: "set_membership", memberId, detail: { state } }, now);
    await requestRefresh(db, new Map([[memberId, { retier: false, urgent: true }]]), now);
    await enqueueJobs(db, [shopJob("refresh-members", shopId)]);
    return { state };
  });
}
