import { creditAvailable } from "../ledger/credit";
import type { LedgerTransaction, Wallet } from "../ledger/posting";
import { isExcludedByTag } from "../members/program-standing";
import { pointsExpireAt } from "../program/points-expire-at";
import type { Program } from "../program/program";
import type { Activity } from "./activity";

/** Why an activity brings nothing, in the order of precedence: the first that holds is the answer. */
export const ACTIVITY_REFUSALS = ["gone", "before_launch", "blocked", "left", "excluded", "excluded_tag", "already_given"] as const;
export type ActivityRefusal = (typeof ACTIVITY_REFUSALS)[number];

/** An activity with everything its points depend on. */
export interface ActivityCase {
  activity: Activity;
  /** Of the ledger: `activityKey` of whoever did it. */
  key: string;
  member: { state: "member" | "left" | "excluded" | "blocked" | "merged" | "redacted"; tags: readonly string[] };
  /** The version in force when it happened; it earned under it. */
  program: Program;
  /** Null until the merchant launched the program. */
  launchedAt: string | null;
  /** Named test customers earn before the launch, too. */
  testCustomer: boolean;
  /** Something of the same kind and occurrence brought points already, to this member or to one who was merged into it. */
  given: boolean;
  wallet: Wallet;
  /** What its sentence tells, beside the points. */
  values: Record<string, string | number>;
  /** IANA zone of the shop. */
  zone: string;
}

/** Gives the points of an activity, spendable at once, or says why not. Who is left out and when it begins to count is as with orders. */
export function decideActivity(it: ActivityCase): { transaction: LedgerTransaction } | { refusal: ActivityRefusal } {
  const refusal = ACTIVITY_REFUSALS.find((rule) => REFUSES[rule](it));
  return refusal ? { refusal } : { transaction: give(it) };
}

const REFUSES: Record<ActivityRefusal, (it: ActivityCase) => boolean> = {
  gone: ({ member }) => member.state === "merged" || member.state === "redacted",
  before_launch: ({ testCustomer, launchedAt, activity }) => !testCustomer && (launchedAt === null || activity.happenedAt < launchedAt),
  blocked: ({ member }) => member.state === "blocked",
  left: ({ member }) => member.state === "left",
  excluded: ({ member }) => member.state === "excluded",
  excluded_tag: ({ member, program }) => isExcludedByTag(member.tags, program.enrollment.excludeTags),
  already_given: ({ given }) => given,
};

function give({ activity, key, program, wallet, values, zone }: ActivityCase): LedgerTransaction {
  const { kind, happenedAt } = activity;
  const points = BigInt(program.activities[kind].points);
  const { postings, free, repaid } = creditAvailable(wallet, points, "issuance");
  return {
    memberId: wallet.memberId, kind: "accrual", key, postings, reason: `activity_${kind}`, values: { ...values, points: Number(points) },
    actor: "system", orderId: null, effectiveAt: happenedAt, programVersion: program.version,
    lots: [{ create: { amount: points, pending: 0n, free, repaid, orderId: null, earnedAt: happenedAt, releaseAt: happenedAt, expiresAt: pointsExpireAt(program, happenedAt, zone) } }],
  };
}
