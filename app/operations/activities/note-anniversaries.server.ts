import { anniversariesIn, joinedFor, type Days } from "~/loyalty/activities/anniversaries";
import { activityKey } from "~/loyalty/activities/activity";
import { everOffered, offeredAt } from "~/loyalty/activities/offered-at";
import type { ProgramVersion } from "~/loyalty/program/program-at";
import { localDate, plusDays } from "~/loyalty/time/local-day";
import { membersWhoJoinedIn, oldestEnrollment } from "~/store/activities/anniversary-members.server";
import { insertActivities } from "~/store/activities/record-activities.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { programVersions } from "~/store/program/program-versions.server";
import { settlementShop } from "~/store/shops/settlement-shop.server";

/** Days that were missed, because nothing ran, are made up for. */
const LOOK_BACK_DAYS = 7;
const MEMBERS_A_BATCH = 500;

/** Writes down whose year of membership is full today in the shop's zone, or was these last days; repeating it writes nothing. @returns how many are new. */
export async function noteAnniversaries(shopId: bigint, now: Date): Promise<number> {
  for (let noted = 0, after = 0n; ; ) {
    const batch = await inTransaction(shopId, async (db) => {
      const versions = await programVersions(db);
      if (!everOffered(versions, ["anniversary"])) return null;
      const days = lookedAt((await settlementShop(db)).timezone, now);
      const oldest = await oldestEnrollment(db);
      const members = oldest === null ? [] : await membersWhoJoinedIn(db, joinedFor(days, oldest), { after, most: MEMBERS_A_BATCH });
      const fresh = await insertActivities(db, members.flatMap((member) => activitiesOf(member, { days, versions, now })));
      if (fresh > 0) await enqueueJobs(db, [shopJob("settle-activities", shopId)]);
      return { fresh, last: members.length < MEMBERS_A_BATCH ? null : members.at(-1)!.memberId };
    });
    noted += batch?.fresh ?? 0;
    if (batch === null || batch.last === null) return noted;
    after = batch.last;
  }
}

function lookedAt(zone: string, now: Date): Days {
  const until = localDate(now.toISOString(), zone);
  return { from: plusDays(until, -LOOK_BACK_DAYS), until, zone };
}

function activitiesOf({ memberId, enrolledAt }: { memberId: bigint; enrolledAt: string }, { days, versions, now }: { days: Days; versions: readonly ProgramVersion[]; now: Date }) {
  return anniversariesIn(enrolledAt, days)
    .filter(({ kind, happenedAt }) => offeredAt(versions, kind, happenedAt) !== null)
    .map(({ years: _years, ...activity }) => ({ ...activity, memberId, key: activityKey(memberId, activity), readyAt: now }));
}
