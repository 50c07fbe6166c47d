import { describe, expect, test } from "vitest";
import { redemptionPath, redemptionStanding, type RedemptionFacts } from "~/loyalty/rewards/redemption-path";

const minute = (n: number) => new Date(Date.UTC(2026, 10, 26, 12, n));
const use = (n: number, name = "#1001") => ({ orderId: "9001", name, at: minute(n).toISOString() });
const out: RedemptionFacts = {
  status: "issued", spent: 0n, restored: 0n, onExpiry: "return", createdAt: minute(0), issuedAt: minute(0), closingAt: null, closingReason: null, codeGoneAt: null, resolvedAt: null, restoredAt: null, uses: [],
};
const back = { closingAt: minute(5), closingReason: "canceled_by_staff", codeGoneAt: minute(6) };

describe("the path of a redemption tells what happened, the first first", () => {
  test.each<[string, Partial<RedemptionFacts>, string, string[]]>([
    ["waiting", { status: "held", issuedAt: null }, "held", ["redeemed 0"]],
    ["out", {}, "issued", ["redeemed 0", "issued 0"]],
    ["used", { status: "burned", spent: 100n, resolvedAt: minute(9), uses: [use(8)] }, "burned", ["redeemed 0", "issued 0", "used 8 #1001"]],
    ["used in the second it was redeemed in, as whole seconds tell it", { status: "burned", spent: 100n, resolvedAt: minute(9), createdAt: new Date(minute(8).getTime() + 400), issuedAt: new Date(minute(8).getTime() + 400), uses: [use(8)] }, "burned", ["redeemed 8", "issued 8", "used 8 #1001"]],
    ["used, and goods came back", { status: "burned", spent: 100n, restored: 40n, resolvedAt: minute(9), uses: [use(8)] }, "burned", ["redeemed 0", "issued 0", "used 8 #1001", "restored"]],
    ["used, and goods came back later", { status: "burned", spent: 100n, restored: 40n, restoredAt: minute(11), resolvedAt: minute(9), uses: [use(8)] }, "burned", ["redeemed 0", "issued 0", "used 8 #1001", "restored 11"]],
    ["used by an order that is not known", { status: "burned", spent: 100n, resolvedAt: minute(9) }, "burned", ["redeemed 0", "issued 0", "spent 9"]],
    ["on its way back", { status: "closing", ...back }, "closing", ["redeemed 0", "issued 0", "taken_back 5", "code_gone 6"]],
    ["given back", { status: "voided", ...back, resolvedAt: minute(7) }, "voided", ["redeemed 0", "issued 0", "taken_back 5", "code_gone 6", "given 7"]],
    ["given back before it had a code", { status: "voided", issuedAt: null, closingReason: "canceled_by_staff", resolvedAt: minute(3) }, "voided", ["redeemed 0", "taken_back 3", "given 3"]],
    ["ended unused, points with it", { status: "voided", ...back, closingReason: "code_expired", onExpiry: "lapse", resolvedAt: minute(7) }, "lapsed", ["redeemed 0", "issued 0", "taken_back 5", "code_gone 6", "lapsed 7"]],
    ["used while it was taken back", { status: "burned", ...back, spent: 100n, resolvedAt: minute(7), uses: [use(4)] }, "burned", ["redeemed 0", "issued 0", "used 4 #1001", "taken_back 5", "code_gone 6"]],
    ["used after the points were back", { status: "voided", ...back, spent: 100n, resolvedAt: minute(7), uses: [use(8)] }, "used_late", ["redeemed 0", "issued 0", "taken_back 5", "code_gone 6", "given 7", "used 8 #1001"]],
  ])("%s", (_what, given, standing, steps) => {
    const redemption = { ...out, ...given };
    expect(redemptionPath(redemption).map((step) => [step.kind, step.at?.getUTCMinutes(), step.kind === "used" ? step.order.name : undefined].filter((part) => part !== undefined).join(" "))).toEqual(steps);
    expect(redemptionStanding(redemption)).toBe(standing);
  });
});
