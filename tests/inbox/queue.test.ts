import { beforeEach, describe, expect, test } from "vitest";
import { claimDeliveries } from "~/store/inbox/claim-deliveries.server";
import { eraseBodies } from "~/store/inbox/erase-bodies.server";
import { finishDeliveries } from "~/store/inbox/finish-deliveries.server";
import { inboxFigures } from "~/store/inbox/inbox-figures.server";
import { replayInbox } from "~/store/inbox/replay-inbox.server";
import { useDatabase } from "../support/use-database";
import { deliver } from "./a-delivery";

const database = useDatabase();
beforeEach(() => database.asOwner("DELETE FROM inbox"));

const LEASE = { leaseSeconds: 60 };
const many = (shopDomain: string, count: number) => Array.from({ length: count }, () => ({ shopDomain }));
const states = () => database.asOwner<{ state: string; attempts: number; parked_reason: string | null; has_body: boolean }>("SELECT state, attempts, parked_reason, body IS NOT NULL AS has_body FROM inbox ORDER BY inbox_id");

describe("claiming", () => {
  test("a storm of one shop leaves the others their share", async () => {
    await deliver(...many("storm.myshopify.com", 500), ...many("quiet.myshopify.com", 3), ...many("calm.myshopify.com", 3));
    const claimed = await claimDeliveries({ most: 60, ...LEASE });
    const count = (shop: string) => claimed.filter(({ shopDomain }) => shopDomain === shop).length;
    expect([count("quiet.myshopify.com"), count("calm.myshopify.com"), count("storm.myshopify.com")]).toEqual([3, 3, 20]);
  });

  test("alone, a shop gets whole batches, oldest first", async () => {
    await deliver(...many("alone.myshopify.com", 50));
    const claimed = await claimDeliveries({ most: 30, ...LEASE });
    expect(claimed.map(({ inboxId }) => inboxId)).toEqual([...claimed.map(({ inboxId }) => inboxId)].sort((a, b) => (a < b ? -1 : 1)));
    expect(claimed).toHaveLength(30);
    const [first] = await database.asOwner<{ first: string }>("SELECT min(inbox_id) AS first FROM inbox");
    expect(claimed[0]!.inboxId).toBe(BigInt(first!.first));
  });

  test("more shops than places: each claim takes some, none is left out for ever", async () => {
    await deliver(...Array.from({ length: 12 }, (_, i) => ({ shopDomain: `s${i}.myshopify.com` })));
    const seen = new Set<string>();
    for (let round = 0; round < 3; round++) for (const { shopDomain } of await claimDeliveries({ most: 4, ...LEASE })) seen.add(shopDomain);
    expect(seen.size).toBe(12);
  });

  test("workers at the same time never take the same delivery", async () => {
    await deliver(...many("busy.myshopify.com", 200));
    const claims = await Promise.all(Array.from({ length: 5 }, () => claimDeliveries({ most: 40, ...LEASE })));
    const ids = claims.flat().map(({ inboxId }) => inboxId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("what a dead worker had comes back when its lease ends, and not before", async () => {
    await deliver(...many("shop.myshopify.com", 2));
    const lease = { leaseSeconds: 3_600 };
    expect(await claimDeliveries({ most: 10, ...lease })).toHaveLength(2);
    expect(await claimDeliveries({ most: 10, ...lease })).toHaveLength(0);
    // An hour later.
    await database.asOwner("UPDATE inbox SET leased_until = leased_until - interval '3601 seconds'");
    expect((await claimDeliveries({ most: 10, ...LEASE })).map(({ attempts }) => attempts)).toEqual([2, 2]);
  });

  test("taking a delivery changes nothing that an index holds", async () => {
    const held = await database.asOwner<{ columns: string }>("SELECT string_agg(pg_get_indexdef(indexrelid), ' ') AS columns FROM pg_index WHERE indrelid = 'inbox'::regclass");
    await deliver({});
    const before = await database.asOwner<{ row: Record<string, unknown> }>("SELECT to_json(i) AS row FROM inbox i");
    await claimDeliveries({ most: 1, ...LEASE });
    const after = await database.asOwner<{ row: Record<string, unknown> }>("SELECT to_json(i) AS row FROM inbox i");
    const changed = Object.keys(before[0]!.row).filter((column) => JSON.stringify(before[0]!.row[column]) !== JSON.stringify(after[0]!.row[column]));
    expect(changed).toEqual(["attempts", "leased_until"]);
    for (const column of changed) expect(held[0]!.columns).not.toContain(column);
  });

  test("a body that no key opens is claimed without one, and keeps nobody else waiting", async () => {
    await deliver({}, {});
    await database.asOwner("UPDATE inbox SET body = set_byte(body, length(body) - 1, get_byte(body, length(body) - 1) # 1) WHERE inbox_id = (SELECT min(inbox_id) FROM inbox)");
    expect((await claimDeliveries({ most: 10, ...LEASE })).map(({ body }) => body === null)).toEqual([true, false]);
  });
});

describe("finishing", () => {
  test("each outcome is noted; a second worker's word about a finished one counts for nothing", async () => {
    await deliver({}, {}, {}, {});
    const [a, b, c, d] = (await claimDeliveries({ most: 10, ...LEASE })).map(({ inboxId }) => inboxId);
    await finishDeliveries([
      { inboxId: a!, outcome: "done", note: null }, { inboxId: b!, outcome: "parked", reason: "unreadable: no" },
      { inboxId: c!, outcome: "retry", reason: "Error: soon", afterSeconds: 0, counted: true }, { inboxId: d!, outcome: "retry", reason: "DatabaseDown: away", afterSeconds: 0, counted: false },
    ]);
    await finishDeliveries([{ inboxId: a!, outcome: "parked", reason: "too late" }]);
    expect((await states()).map(({ state, attempts, parked_reason }) => [state, attempts, parked_reason])).toEqual([
      ["done", 1, null], ["parked", 1, "unreadable: no"], ["new", 1, "Error: soon"], ["new", 0, "DatabaseDown: away"],
    ]);
    expect(await claimDeliveries({ most: 10, ...LEASE })).toHaveLength(2);
  });

  test("a retry waits", async () => {
    await deliver({});
    const [one] = await claimDeliveries({ most: 1, ...LEASE });
    await finishDeliveries([{ inboxId: one!.inboxId, outcome: "retry", reason: "later", afterSeconds: 30, counted: true }]);
    expect(await claimDeliveries({ most: 1, ...LEASE })).toEqual([]);
  });
});

describe("afterwards", () => {
  test("parked ones are replayed for their own shop only, with all their tries", async () => {
    await deliver({ shopDomain: "a.myshopify.com" }, { shopDomain: "b.myshopify.com" });
    const claimed = await claimDeliveries({ most: 10, ...LEASE });
    await finishDeliveries(claimed.map(({ inboxId }) => ({ inboxId, outcome: "parked", reason: "failed" })));
    expect(await replayInbox("a.myshopify.com", { inboxIds: claimed.map(({ inboxId }) => inboxId) })).toBe(1);
    expect(await replayInbox("a.myshopify.com", { inboxIds: null })).toBe(0);
    expect((await claimDeliveries({ most: 10, ...LEASE })).map(({ shopDomain, attempts }) => [shopDomain, attempts])).toEqual([["a.myshopify.com", 1]]);
  });

  test("bodies are erased after their time, but not of what still waits; an erased one is not replayed", async () => {
    await deliver({}, {}, {});
    const [a, b] = await claimDeliveries({ most: 2, ...LEASE });
    await finishDeliveries([{ inboxId: a!.inboxId, outcome: "done", note: null }, { inboxId: b!.inboxId, outcome: "parked", reason: "x" }]);
    await database.asOwner("UPDATE inbox SET received_at = now() - interval '31 days'");
    expect(await eraseBodies(new Date(Date.now() - 30 * 86_400_000))).toBe(2);
    expect((await states()).map(({ state, has_body }) => [state, has_body])).toEqual([["done", false], ["parked", false], ["new", true]]);
    expect(await replayInbox("shop.myshopify.com", { inboxIds: null })).toBe(0);
  });

  test("the figures say what waits and for how long", async () => {
    await deliver({}, {});
    await database.asOwner("UPDATE inbox SET received_at = now() - interval '90 seconds'");
    const figures = await inboxFigures();
    expect([figures.waiting, figures.parked, figures.oldestWaitingSeconds >= 90]).toEqual([2, 0, true]);
  });
});
