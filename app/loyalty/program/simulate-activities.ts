import type { ActivityKind } from "../activities/activity";
import type { Points } from "../points";
import type { Program } from "./program";

/** How often each way to earn happened in a stretch of time; what nobody can know beforehand is missing. */
export type ActivityCounts = Partial<Record<ActivityKind, number>>;

/** What so many activities give under both programs; ways that are off in both are left out. */
export interface ActivityPreview { kind: ActivityKind; count: number; before: Points; after: Points }

export function simulateActivities(before: Program, after: Program, counts: ActivityCounts): ActivityPreview[] {
  return (Object.entries(counts) as [ActivityKind, number][]).flatMap(([kind, count]) => {
    if (!before.activities[kind].on && !after.activities[kind].on) return [];
    return [{ kind, count, before: worthOf(before, kind, count), after: worthOf(after, kind, count) }];
  });
}

const worthOf = ({ activities }: Program, kind: ActivityKind, count: number): Points => (activities[kind].on ? BigInt(activities[kind].points) * BigInt(count) : 0n);
