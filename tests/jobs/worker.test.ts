import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { describe, expect, onTestFinished, test } from "vitest";
import { aShop } from "../support/a-shop";
import { eventually } from "../support/live-shop";
import { useDatabase } from "../support/use-database";
import { deliver, orderBody } from "../inbox/a-delivery";

const database = useDatabase();
const settings = () => ({
  DATABASE_URL: database.appUrl, SHOPIFY_API_KEY: "key", SHOPIFY_API_SECRET: "shpss_process0secret", SHOPIFY_APP_URL: "http://localhost", ENCRYPTION_KEYS: process.env.ENCRYPTION_KEYS ?? `k:${randomBytes(32).toString("base64")}`,
  NODE_ENV: "production", PORT: "1", LOG_LEVEL: "info",
});

/** The worker's process as it stands, with exactly these settings. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", "app/jobs/worker.ts"], { env: { PATH: process.env.PATH ?? "", ...env } as unknown as NodeJS.ProcessEnv, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { said += chunk.toString("utf8"); });
  // When everything it said has arrived as well.
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, ended, said: () => said };
}

describe("what is wrong is one sentence", () => {
  test("every missing and wrong setting is named, and no value", async () => {
    const { ended, said } = start({ PORT: "port", SHOPIFY_API_SECRET: "shpss_canary", ENCRYPTION_KEYS: "canary" });
    expect(await ended).toBe(1);
    expect(said().trim().split("\n")).toHaveLength(1);
    for (const name of ["DATABASE_URL is missing", "SHOPIFY_API_KEY is missing", "SHOPIFY_APP_URL is missing", "PORT expected a port", "ENCRYPTION_KEYS expected"]) expect(said()).toContain(name);
    expect(said()).not.toContain("canary");
  });

  test("a database that is down stops the worker, saying so", async () => {
    const { ended, said } = start({ ...settings(), DATABASE_URL: "postgresql://nobody:x@127.0.0.1:1/none" });
    expect(await ended).toBe(1);
    expect(said().trim().split("\n").at(-1)).toMatch(/^the job queue cannot be used \(.*ECONNREFUSED.*\): check DATABASE_URL/);
  });
});

test("a worker that is told to stop finishes what it began and leaves the rest", async () => {
  const domain = "drained.myshopify.com";
  await aShop(database, { domain });
  await deliver(...Array.from({ length: 1_500 }, (_, i) => ({ shopDomain: domain, body: orderBody(10_000 + i) })));
  const { child, ended, said } = start(settings());
  const count = async (where: string) => Number((await database.asOwner<{ n: number }>(`SELECT count(*)::int AS n FROM inbox WHERE ${where}`))[0]!.n);
  await eventually("the first batch", async () => (await count("state = 'done'")) > 0);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(said()).toContain("what is under way is finished");
  expect(await count("state = 'new' AND leased_until > now()")).toBe(0);
  expect(await count("state = 'parked'")).toBe(0);
  const done = await count("state = 'done'");
  expect(Number((await database.asOwner<{ n: number }>("SELECT count(*)::int AS n FROM shop_order"))[0]!.n)).toBe(done);
});

test("a worker that is killed leaves nothing half done: another one brings it to the end", async () => {
  await database.asOwner("DELETE FROM inbox");
  const domain = "killed.myshopify.com";
  const shopId = await aShop(database, { domain });
  await deliver(...Array.from({ length: 1_000 }, (_, i) => ({ shopDomain: domain, body: orderBody(50_000 + i) })));
  const first = start(settings());
  await eventually("the first batch", async () => (await database.asOwner("SELECT 1 FROM inbox WHERE state = 'done' LIMIT 1")).length > 0);
  first.child.kill("SIGKILL");
  await first.ended;
  // The server may still be at what it was asked last.
  await eventually("its statements to be over", async () => (await database.asOwner("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND usename = 'perennial_app' AND state <> 'idle'")).length === 0);
  await database.asOwner("UPDATE inbox SET leased_until = now() WHERE state = 'new'"); // as if its lease had ended
  const second = start(settings());
  await eventually("everything", async () => (await database.asOwner("SELECT 1 FROM inbox WHERE state <> 'done' LIMIT 1")).length === 0);
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(0);
  expect(await database.asOwner("SELECT count(*)::int AS orders, sum(accrued)::int AS points FROM shop_order WHERE shop_id = $1", [String(shopId)])).toEqual([{ orders: 1_000, points: 50_000 }]);
});
