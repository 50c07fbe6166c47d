import { activitiesOf } from "~/loyalty/activities/activities-of";
import { activityKey } from "~/loyalty/activities/activity";
import { everOffered } from "~/loyalty/activities/offered-at";
import type { ProgramVersion } from "~/loyalty/program/program-at";
import { insertActivities, momentsOf } from "~/store/activities/record-activities.server";
import type { Tx } from "~/store/tx";

/** So long tags that may keep somebody out are waited for, where Shopify did not tell them: reading them takes seconds. */
const TAGS_WAIT_MS = 15 * 60_000;

export interface Recording {
  versions: readonly ProgramVersion[];
  /** Who joined just now, or whose first consent became known. */
  memberIds: readonly bigint[];
  /** Those whose tags are not known yet and may keep them out. */
  untold?: ReadonlySet<bigint>;
  now: Date;
}

/** Writes down that members joined and wanted e-mails, where that earned when it happened. Costs nothing where it never did. @returns how many are new. */
export async function recordActivities(db: Tx, { versions, memberIds, untold, now }: Recording): Promise<number> {
  if (memberIds.length === 0 || !everOffered(versions, ["sign_up", "newsletter"])) return 0;
  const moments = await momentsOf(db, memberIds);
  return insertActivities(db, moments.flatMap(({ memberId, ...known }) => activitiesOf(known, versions).map((activity) => ({
    ...activity, memberId, key: activityKey(memberId, activity), readyAt: untold?.has(memberId) ? new Date(now.getTime() + TAGS_WAIT_MS) : now,
  }))));
}
