import { describe, expect, it } from "vitest";
import type { MemberCard } from "../../../extensions/_shared/contract";
import { memberCard, multiplierText, type Card, type CardInput } from "~/loyalty/members/card";
import { defaultProgram } from "~/loyalty/program/default-program";
import { aLot, aWallet } from "../ledger/a-purse";

const input = (given: Partial<CardInput> = {}): CardInput => ({
  version: 3, state: "member", wallet: aWallet({ available: 120n, pending: 30n }), lots: [], ladder: defaultProgram("USD").tiers.ladder,
  tier: { handle: "silver", since: "2026-01-01T03:00:00.000Z" }, spentMinor: 25_000, currency: "USD", rewards: [], activity: [], consented: false, zone: "America/New_York", now: "2026-03-01T12:00:00.000Z", ...given,
});

describe("the member card", () => {
  it("is the card of the wire", () => {
    const card: MemberCard = memberCard(input());
    const back: Card = card;
    expect(back).toEqual({
      v: 1, version: 3, state: "member", available: 120, pending: 30, owed: 0, nextRelease: null,
      tier: { handle: "silver", name: "Silver", since: "2025-12-31", multiplier: "1.25" },
      progress: { next: { handle: "gold", name: "Gold" }, spentMinor: 25_000, thresholdMinor: 70_000, currency: "USD" },
      expiringSoon: null, nextReward: null, activity: [],
    });
    expect(JSON.parse(JSON.stringify(card))).toEqual(card);
  });

  it("tells what becomes spendable next, all of one day together", () => {
    const lots = [aLot({ lotId: 1n, pending: 10n, releaseAt: "2026-03-05T12:00:00.000Z" }), aLot({ lotId: 2n, pending: 5n, releaseAt: "2026-03-05T20:00:00.000Z" }),
      aLot({ lotId: 3n, pending: 9n, releaseAt: "2026-03-06T12:00:00.000Z" }), aLot({ lotId: 4n, pending: 6n }), aLot({ lotId: 5n, free: 6n, releaseAt: "2026-03-01T12:00:00.000Z" })];
    expect(memberCard(input({ lots })).nextRelease).toEqual({ on: "2026-03-05", points: 15 });
  });

  it("names the last day points can be used", () => {
    const lots = [aLot({ lotId: 1n, free: 10n, expiresAt: "2026-03-10T04:00:00.000Z" }), aLot({ lotId: 2n, free: 10n, expiresAt: "2026-05-10T04:00:00.000Z" }), aLot({ lotId: 3n, free: 7n })];
    expect(memberCard(input({ lots })).expiringSoon).toEqual({ on: "2026-03-09", points: 10 });
    expect(memberCard(input({ lots: lots.slice(1) })).expiringSoon).toBeNull();
  });

  it("shows points owed as a positive number, and no progress at the top", () => {
    expect(memberCard(input({ wallet: aWallet({ debt: -40n }), tier: { handle: "black", since: "2026-01-01T12:00:00.000Z" }, spentMinor: 300_000 }))).toMatchObject({ available: 0, owed: 40, progress: null });
  });

  it("names the next reward", () => {
    const rewards = [{ title: "10 off", cost: 500 }, { title: "3 off", cost: 100 }, { title: "5 off", cost: 200 }];
    expect(memberCard(input({ rewards })).nextReward).toEqual({ title: "5 off", cost: 200, missing: 80 });
    expect(memberCard(input({ rewards, wallet: aWallet({ available: 900n }) })).nextReward).toEqual({ title: "10 off", cost: 500, missing: 0 });
  });

  it("names the rewards of codes that can be used; nothing for whoever never redeemed anything", () => {
    const codes = [{ reward: "7", points: 100, minor: 500, percent: null, mark: "00ff" }];
    expect(memberCard(input({ codes })).codes).toEqual(codes);
    expect(memberCard(input({ codes: [] })).codes).toEqual([]);
    expect(memberCard(input({ codes: null }))).not.toHaveProperty("codes");
  });

  it("says that somebody wanted e-mails once, and nothing of whoever never did", () => {
    expect(memberCard(input({ consented: true })).newsletter).toBe(true);
    expect(memberCard(input())).not.toHaveProperty("newsletter");
  });

  it("shows the five newest activities, newest first", () => {
    const activity = [3, 1, 6, 2, 5, 4].map((day) => ({ at: `2026-02-0${day}T12:00:00.000Z`, points: day, reason: "order_earned", values: { order: `#${day}` } }));
    expect(memberCard(input({ activity })).activity.map(({ on, points }) => [on, points])).toEqual([["2026-02-06", 6], ["2026-02-05", 5], ["2026-02-04", 4], ["2026-02-03", 3], ["2026-02-02", 2]]);
  });

  it.each([[1, 1, "1"], [5, 4, "1.25"], [3, 2, "1.5"], [4, 3, "1.33"], [10, 1, "10"], [1, 20, "0.05"]])("writes %d/%d as %s", (num, den, text) => expect(multiplierText({ num, den })).toBe(text));
});
