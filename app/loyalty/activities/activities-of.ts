import type { ProgramVersion } from "../program/program-at";
import type { Activity } from "./activity";
import { offeredAt } from "./offered-at";

/** What is known of a member that makes activities which come once in a lifetime. */
export interface MemberMoments {
  enrolledAt: string;
  /** The first consent to e-mails that was ever seen; null while there was none. */
  emailConsentAt: string | null;
}

/**
 * Joining and the newsletter, as far as they earned when they happened. Only the first consent counts: who unsubscribes and
 * subscribes again did nothing new, also when the first was before it earned.
 */
export function activitiesOf({ enrolledAt, emailConsentAt }: MemberMoments, versions: readonly ProgramVersion[]): Activity[] {
  const all: Activity[] = [
    { kind: "sign_up", occurrence: "", happenedAt: enrolledAt },
    ...(emailConsentAt === null ? [] : [{ kind: "newsletter" as const, occurrence: "", happenedAt: emailConsentAt }]),
  ];
  return all.filter(({ kind, happenedAt }) => offeredAt(versions, kind, happenedAt) !== null);
}
