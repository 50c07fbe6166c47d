import { DatabaseError } from "pg";
import { describe, expect, test } from "vitest";
import { createLog, scrub } from "~/log.server";
import { ShopifyFault } from "~/shopify/client/shopify-fault";
import { DatabaseDown } from "~/store/database-down";

const SESSION_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJkZXN0IjoiaHR0cHM6Ly9zaG9wIn0.c2lnbmF0dXJlLWNhbmFyeQ";
const TOKENS = ["shpat_0123456789abcdef0123456789abcdef", "shprt_canary0refresh", "shpua_canary0online", "shpss_canary0secret", "shpca_canary0custom", SESSION_TOKEN];
const EMAILS = ["ada.berg+vip@example.com", "ADA@Example.CO.UK", "用户@例子.com", "o'neil@example.com"];

function written(level = "trace") {
  const lines: string[] = [];
  return { lines, log: createLog({ write: (line) => lines.push(line) }, level) };
}

describe("no token and no address leaves the process", () => {
  const ways: [string, (log: ReturnType<typeof createLog>, canary: string) => void][] = [
    ["in the message", (log, canary) => log.info(`said ${canary} there`)],
    ["in a field", (log, canary) => log.info({ shop: canary }, "said")],
    ["deep in a field", (log, canary) => log.info({ answer: { list: [{ inner: canary }] } }, "said")],
    ["as the name of a field", (log, canary) => log.info({ [canary]: 1 }, "said")],
    ["in an error's message", (log, canary) => log.error({ err: new Error(`Failed to parse session token '${canary}': jwt malformed`) }, "failed")],
    ["in an error's cause", (log, canary) => log.error({ err: new ShopifyFault("unavailable", "no answer", { cause: new Error(`with ${canary}`) }) }, "failed")],
    ["in a cause's cause", (log, canary) => log.error({ err: new DatabaseDown(new Error(`outer ${canary}`, { cause: new Error(canary) })) }, "failed")],
    ["in what was thrown and is no error", (log, canary) => log.error({ err: canary }, "failed")],
    ["in an address with a query", (log, canary) => log.warn({ path: `/app?id_token=${canary}&x=1` }, "said")],
    ["in JSON within a text", (log, canary) => log.warn({ text: JSON.stringify({ a: JSON.stringify({ token: canary }) }) }, "said")],
    ["in a bearer header somebody logged", (log, canary) => log.warn({ text: `Authorization: Bearer ${canary}` }, "said")],
  ];
  test.each(ways)("%s", (_way, write) => {
    for (const canary of [...TOKENS, ...EMAILS]) {
      const { lines, log } = written();
      write(log, canary);
      const line = lines.join("");
      expect([canary, line.includes(canary), line.includes("signature-canary") || line.includes("c2lnbmF0dXJl")]).toEqual([canary, false, false]);
      expect(line).toMatch(/\[(secret|email)\]/);
      expect(() => JSON.parse(line) as unknown).not.toThrow();
    }
  });

  test("a token that was cut off is still hidden", () => {
    expect(scrub(`token ${SESSION_TOKEN.slice(0, 30)}…`)).toBe("token [secret]…");
  });
});

describe("what is needed to find a fault stays", () => {
  test("class, code, message and where it came from", () => {
    const { lines, log } = written();
    log.error({ err: new DatabaseDown(Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" })), shop: "evergreen-goods.myshopify.com", topic: "orders/paid" }, "webhook not stored");
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: "error", msg: "webhook not stored", shop: "evergreen-goods.myshopify.com", topic: "orders/paid",
      err: { type: "DatabaseDown", message: expect.stringContaining("ECONNREFUSED") as string, stack: expect.stringContaining("log.test.ts") as string },
    });
  });

  test("of a database error neither detail nor where: they hold row values", () => {
    const { lines, log } = written();
    const error = Object.assign(new DatabaseError("duplicate key value violates unique constraint", 10, "error"), { code: "23505", detail: "Key (email)=(canary-value) already exists.", where: "canary-place" });
    log.error({ err: error }, "failed");
    expect(lines[0]).not.toMatch(/canary/);
    expect(JSON.parse(lines[0]!)).toMatchObject({ err: { code: "23505" } });
  });

  test("ids, domains and times are not taken for secrets", () => {
    const text = "order 5512345678901 of evergreen-goods.myshopify.com at 2026-11-01T10:00:00.000Z, share_this and shop_id";
    expect(scrub(text)).toBe(text);
  });

  test("levels below the set one are not written", () => {
    const { lines, log } = written("warn");
    log.info("no");
    log.warn("yes");
    expect(lines).toHaveLength(1);
  });
});
