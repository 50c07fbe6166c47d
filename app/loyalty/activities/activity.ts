/** Ways to earn beside orders, in the order they are shown. Each has a rule in the program and a sentence `activity_<kind>` wherever points have one. */
export const ACTIVITIES = ["sign_up", "newsletter", "anniversary"] as const;
export type ActivityKind = (typeof ACTIVITIES)[number];

/** Whether it earns, and how many points; those of one that is off are kept for when it is on again. */
export interface ActivityRule { on: boolean; points: number }

/** Most points an activity may bring at once. */
export const MOST_ACTIVITY_POINTS = 1_000_000;

/** Something a member did, or a day that came. */
export interface Activity {
  kind: ActivityKind;
  /** What of its kind it is: empty where there is one in a lifetime, the calendar year (`2026`) where there is one a year. */
  occurrence: string;
  /** ISO-8601 UTC. */
  happenedAt: string;
}

/** Business idempotency in the ledger: one a member and occurrence, for ever. */
export const activityKey = (memberId: bigint, { kind, occurrence }: Pick<Activity, "kind" | "occurrence">) => ["activity", kind, memberId, ...(occurrence === "" ? [] : [occurrence])].join(":");

/** What a shop starts with, and what programs say that were stored before there were any: nothing earns, with points to propose. */
export const NO_ACTIVITIES: Readonly<Record<ActivityKind, ActivityRule>> = {
  sign_up: { on: false, points: 100 }, newsletter: { on: false, points: 50 }, anniversary: { on: false, points: 200 },
};
