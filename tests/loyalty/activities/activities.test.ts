import { describe, expect, it, test } from "vitest";
import { NO_ACTIVITIES, type Activity } from "~/loyalty/activities/activity";
import { activitiesOf } from "~/loyalty/activities/activities-of";
import { anniversariesIn, joinedFor } from "~/loyalty/activities/anniversaries";
import { ACTIVITY_REFUSALS, decideActivity, type ActivityCase } from "~/loyalty/activities/decide-activity";
import { applyPostings } from "~/loyalty/ledger/apply";
import { parseProgram } from "~/loyalty/program/parse-program";
import { simulateActivities } from "~/loyalty/program/simulate-activities";
import { aProgram } from "../program/a-program";

const ON = { ...NO_ACTIVITIES, sign_up: { on: true, points: 100 }, newsletter: { on: true, points: 50 } };
const on = aProgram({ version: 2, activities: ON, enrollment: { mode: "automatic", excludeTags: ["Staff"] } });
const versions = [{ program: aProgram(), effectiveFrom: "2026-01-01T00:00:00.000Z" }, { program: on, effectiveFrom: "2026-02-01T00:00:00.000Z" }, { program: aProgram({ version: 3 }), effectiveFrom: "2026-03-01T00:00:00.000Z" }];

describe("what earned when it happened", () => {
  it.each<[string, string, string | null, Activity["kind"][]]>([
    ["joined before", "2026-01-31T23:59:59.999Z", null, []],
    ["joined while it was on", "2026-02-01T00:00:00.000Z", null, ["sign_up"]],
    ["joined after", "2026-03-01T00:00:00.000Z", null, []],
    ["joined before, wanted e-mails while it was on", "2026-01-10T00:00:00.000Z", "2026-02-10T00:00:00.000Z", ["newsletter"]],
    ["wanted e-mails before they joined", "2026-02-10T00:00:00.000Z", "2026-02-09T00:00:00.000Z", ["sign_up", "newsletter"]],
    ["wanted e-mails before it was on", "2026-02-10T00:00:00.000Z", "2026-01-09T00:00:00.000Z", ["sign_up"]],
  ])("%s", (_what, enrolledAt, emailConsentAt, kinds) => expect(activitiesOf({ enrolledAt, emailConsentAt }, versions).map(({ kind }) => kind)).toEqual(kinds));
});

describe("anniversaries", () => {
  it.each<[string, string, string, string, string[]]>([
    ["2024-03-10T12:00:00.000Z", "UTC", "2026-03-10", "2026-03-10", ["2026 2 2026-03-10T00:00:00.000Z"]],
    ["2024-03-10T12:00:00.000Z", "UTC", "2024-03-01", "2024-03-31", []],
    ["2024-03-10T12:00:00.000Z", "UTC", "2026-03-11", "2026-03-18", []],
    ["2024-02-29T12:00:00.000Z", "UTC", "2025-02-25", "2025-03-03", ["2025 1 2025-02-28T00:00:00.000Z"]],
    ["2024-02-29T12:00:00.000Z", "UTC", "2028-02-25", "2028-03-03", ["2028 4 2028-02-29T00:00:00.000Z"]],
    ["2023-12-31T20:00:00.000Z", "Asia/Tokyo", "2025-12-28", "2026-01-04", ["2026 2 2025-12-31T15:00:00.000Z"]],
    ["2020-01-02T12:00:00.000Z", "America/New_York", "2025-12-28", "2026-01-04", ["2026 6 2026-01-02T05:00:00.000Z"]],
  ])("of %s in %s, %s to %s", (enrolledAt, zone, from, until, expected) => {
    expect(anniversariesIn(enrolledAt, { from, until, zone }).map((one) => `${one.occurrence} ${one.years} ${one.happenedAt}`)).toEqual(expected);
  });

  test("whoever has one is among those who are looked at, on every day of five years and in every sort of zone", () => {
    for (const zone of ["UTC", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]) {
      for (let hours = 0; hours < 5 * 366 * 24; hours += 29) {
        const enrolledAt = new Date(Date.UTC(2019, 0, 1, hours)).toISOString();
        const day = anniversariesIn(enrolledAt, { from: "2024-01-01", until: "2024-12-31", zone })[0]?.happenedAt;
        if (day === undefined) continue;
        const local = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(new Date(day));
        const stretches = joinedFor({ from: local, until: local, zone }, "2019-01-01T00:00:00.000Z");
        expect(stretches.some(({ from, before }) => from <= enrolledAt && enrolledAt < before), `${enrolledAt} ${zone}`).toBe(true);
      }
    }
  });
});

describe("a decision", () => {
  const aCase = (given: Partial<ActivityCase> = {}): ActivityCase => ({
    activity: { kind: "sign_up", occurrence: "", happenedAt: "2026-02-10T12:00:00.000Z" }, key: "activity:sign_up:1", member: { state: "member", tags: [] }, program: on, launchedAt: "2026-02-01T00:00:00.000Z",
    testCustomer: false, given: false, wallet: { memberId: 1n, pending: 0n, available: 0n, held: 0n, debt: 0n }, values: {}, zone: "UTC", ...given,
  });
  const answer = (it: ActivityCase) => { const decided = decideActivity(it); return "refusal" in decided ? decided.refusal : decided.transaction.values["points"]; };

  it.each<[string, Partial<ActivityCase>, string | number]>([
    ["a member", {}, 100],
    ["a member who was merged away", { member: { state: "merged", tags: [] } }, "gone"],
    ["one who was erased", { member: { state: "redacted", tags: [] } }, "gone"],
    ["before the launch", { launchedAt: null }, "before_launch"],
    ["a second before the launch", { launchedAt: "2026-02-10T12:00:01.000Z" }, "before_launch"],
    ["in the second of the launch", { launchedAt: "2026-02-10T12:00:00.000Z" }, 100],
    ["a test customer before the launch", { launchedAt: null, testCustomer: true }, 100],
    ["blocked", { member: { state: "blocked", tags: [] } }, "blocked"],
    ["left", { member: { state: "left", tags: [] } }, "left"],
    ["excluded", { member: { state: "excluded", tags: [] } }, "excluded"],
    ["tagged out, whatever the case of the tag", { member: { state: "member", tags: ["vip", "STAFF"] } }, "excluded_tag"],
    ["given before", { given: true }, "already_given"],
    ["several at once: the first of the order", { given: true, launchedAt: null, member: { state: "blocked", tags: ["staff"] } }, "before_launch"],
  ])("%s", (_what, given, expected) => expect(answer(aCase(given))).toBe(expected));

  test("there is a row above for every refusal", () => expect(ACTIVITY_REFUSALS).toHaveLength(7));

  test("points can be spent at once, repay what is owed, and end as the program says", () => {
    const wallet = { memberId: 1n, pending: 0n, available: 0n, held: 0n, debt: -30n };
    const decided = decideActivity(aCase({ wallet, program: { ...on, expiry: { months: 6, graceDays: 30 } } }));
    if ("refusal" in decided) throw new Error(decided.refusal);
    expect(applyPostings(wallet, decided.transaction.postings)).toMatchObject({ available: 70n, debt: 0n, pending: 0n });
    expect(decided.transaction).toMatchObject({ kind: "accrual", key: "activity:sign_up:1", reason: "activity_sign_up", effectiveAt: "2026-02-10T12:00:00.000Z", programVersion: 2, orderId: null });
    expect(decided.transaction.lots).toEqual([{ create: expect.objectContaining({ amount: 100n, free: 70n, repaid: 30n, pending: 0n, expiresAt: "2026-08-11T00:00:00.000Z" }) }]);
  });
});

describe("settings", () => {
  test("of a program that was stored before there were ways to earn are off", () => {
    const { activities: _none, ...stored } = aProgram();
    expect(parseProgram(stored)).toMatchObject({ program: { activities: NO_ACTIVITIES } });
    expect(parseProgram({ ...stored, activities: { sign_up: { on: true, points: 5 } } })).toMatchObject({ program: { activities: { ...NO_ACTIVITIES, sign_up: { on: true, points: 5 } } } });
  });

  it.each<[unknown, string]>([
    [{ sign_up: { on: true, points: 0 } }, "activities.sign_up.points 0: expected a whole number of points from 1 to 1000000"],
    [{ newsletter: { on: true, points: 1.5 } }, "activities.newsletter.points 1.5: expected a whole number of points from 1 to 1000000"],
    [{ newsletter: { on: "yes", points: 1 } }, 'activities.newsletter.on "yes": expected true or false'],
    [{ dance: { on: true, points: 1 } }, 'activities has "dance": expected only the settings of a program'],
  ])("refuse %j", (activities, message) => {
    const parsed = parseProgram({ ...aProgram(), activities });
    expect("mistakes" in parsed && parsed.mistakes.map((mistake) => mistake.message)).toContain(message);
  });

  test("are worked out for what the last days brought", () => {
    expect(simulateActivities(aProgram(), on, { sign_up: 12, anniversary: 3 })).toEqual([{ kind: "sign_up", count: 12, before: 0n, after: 1200n }]);
    expect(simulateActivities(on, aProgram(), { sign_up: 12 })).toEqual([{ kind: "sign_up", count: 12, before: 1200n, after: 0n }]);
  });
});
