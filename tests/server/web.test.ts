import { randomBytes, randomUUID } from "node:crypto";
import net from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cuttableProxy, type CuttableProxy } from "../support/cuttable-proxy";
import { freePort } from "../support/free-port";
import { goodHeaders } from "../support/open-door";
import { useDatabase } from "../support/use-database";
import { bundledWeb, type Web } from "./web-process";

const database = useDatabase();
const SECRET = "web-secret";
let bundle: Awaited<ReturnType<typeof bundledWeb>>;
let proxy: CuttableProxy;
let env: Record<string, string>;
let web: Web;

beforeAll(async () => {
  bundle = await bundledWeb();
  const url = new URL(database.appUrl);
  proxy = await cuttableProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  env = {
    PORT: String(await freePort()), DATABASE_URL: url.href, SHOPIFY_API_KEY: "key", SHOPIFY_API_SECRET: SECRET, SHOPIFY_APP_URL: "http://127.0.0.1", ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`, METRICS_TOKEN: "metrics-secret",
  };
  web = await bundle.start(env);
});
afterAll(async () => {
  await web?.stop();
  await proxy?.close();
  await bundle?.remove();
});

const ask = (path: string, init?: RequestInit) => fetch(`${web.url}${path}`, init);
const deliver = (webhookId: string) => {
  const body = '{"id":1,"email":"canary@example.com"}';
  return ask("/webhooks", { method: "POST", body, headers: { ...goodHeaders(body, SECRET), "x-shopify-webhook-id": webhookId } });
};

describe("what the web process answers", () => {
  test("health is the process's own, and says nothing more", async () => {
    const answer = await ask("/healthz");
    expect([answer.status, await answer.json(), answer.headers.get("x-powered-by")]).toEqual([200, { ok: true }, null]);
  });

  test("metrics exist for the bearer of the token only", async () => {
    const asked = async (headers: Record<string, string>) => (await ask("/metrics", { headers })).status;
    expect([await asked({}), await asked({ authorization: "Bearer wrong" }), await asked({ authorization: "Basic metrics-secret" }), await asked({ authorization: "Bearer metrics-secret" })]).toEqual([404, 404, 404, 200]);
  });

  test("the door stands before the pages on every path of /webhooks, and nowhere else", async () => {
    for (const path of ["/webhooks", "/webhooks/orders", "/webhooks?x=1"]) expect([path, (await ask(path)).status]).toEqual([path, 405]);
    for (const path of ["/webhooksother", "/page"]) expect(await (await ask(path)).text()).toBe("a page");
  });

  test("a signed delivery is a row", async () => {
    const webhookId = randomUUID();
    expect((await deliver(webhookId)).status).toBe(200);
    expect(await database.asOwner("SELECT shop_domain, topic FROM inbox WHERE delivery_id = $1", [webhookId])).toHaveLength(1);
  });

  test("assets may be kept for ever, a missing one is 404", async () => {
    const asset = await ask("/assets/page-1a2b.js");
    expect([asset.status, asset.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect((await ask("/assets/gone.js")).status).toBe(404);
  });

  test("its log has paths without queries, and neither bodies nor addresses", async () => {
    await ask("/page?id_token=eyJhbGciOiJIUzI1NiJ9.canary&email=canary@example.com");
    await expect.poll(() => web.output()).toContain('"path":"/page"');
    expect(web.output()).not.toMatch(/canary|id_token|web-secret|metrics-secret/);
  });
});

describe("while the database is away", () => {
  test("it is alive, not ready, says what to look at, refuses deliveries, and comes back by itself", async () => {
    expect((await ask("/readyz")).status).toBe(200);
    await proxy.cut();
    expect((await ask("/healthz")).status).toBe(200);
    const ready = await ask("/readyz");
    // What exactly is wrong stands in the log: who asks here need not be a friend.
    expect([ready.status, await ready.json()]).toEqual([503, { ok: false }]);
    expect((await deliver(randomUUID())).status).toBe(503);
    await proxy.mend();
    expect([(await ask("/readyz")).status, (await deliver(randomUUID())).status]).toEqual([200, 200]);
  });
});

test("started before its database, it says so in one sentence and waits for it", async () => {
  const own = await bundle.start({ ...env, PORT: String(await freePort()), DATABASE_URL: `postgresql://app:password-canary@127.0.0.1:${await freePort()}/perennial` });
  await expect.poll(() => own.output()).toContain("check DATABASE_URL and that PostgreSQL runs");
  expect(await own.stop()).toBe(0);
  expect(own.output()).not.toContain("password-canary");
});

describe("what stops it from starting is one sentence", () => {
  test("a port in use", async () => {
    const taken = net.createServer();
    await new Promise<void>((resolve) => taken.listen(0, () => resolve()));
    const { port } = taken.address() as net.AddressInfo;
    const { code, output } = await bundle.run({ ...env, PORT: String(port), LOG_LEVEL: "silent" });
    taken.close();
    expect([code, output]).toEqual([1, `port ${port} is in use: stop the program that listens there, or choose another with PORT=<port>\n`]);
  });

  test("what is missing or wrong in the environment, all of it at once and without its value", async () => {
    const { code, output } = await bundle.run({ PORT: "port-canary", SHOPIFY_API_SECRET: "secret-canary", SHOPIFY_APP_URL: "http://x", DATABASE_URL: "mysql://u:password-canary@h/d" });
    expect([code, output]).toEqual([1,
      "The environment is not complete: PORT expected a port between 1 and 65535; DATABASE_URL expected postgresql://user:password@host:5432/name; SHOPIFY_API_KEY is missing; ENCRYPTION_KEYS is missing. See .env.example.\n"]);
  });
});

test("SIGTERM lets what is under way finish: every answer of 200 has its row, and the process ends well", async () => {
  const own = await bundle.start({ ...env, PORT: String(await freePort()) });
  const webhookIds = Array.from({ length: 200 }, () => randomUUID());
  const body = '{"id":2}';
  const answers = webhookIds.map((webhookId) => fetch(`${own.url}/webhooks`, { method: "POST", body, headers: { ...goodHeaders(body, SECRET), "x-shopify-webhook-id": webhookId } }).then(({ status }) => status, () => 0));
  await Promise.race(answers);
  expect(await own.stop()).toBe(0);
  const statuses = await Promise.all(answers);
  const acknowledged = webhookIds.filter((_, i) => statuses[i] === 200);
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(await database.asOwner("SELECT 1 FROM inbox WHERE delivery_id = ANY($1)", [acknowledged])).toHaveLength(acknowledged.length);
});

test("and so does a page: it gets its answer, then the pages close what they have open", async () => {
  const own = await bundle.start({ ...env, PORT: String(await freePort()) });
  const answer = fetch(`${own.url}/page?slow`).then((slow) => slow.text());
  await expect.poll(() => own.output()).toContain("a slow page has begun");
  expect(await own.stop()).toBe(0);
  expect(await answer).toBe("a page after all");
  expect(own.output()).toContain("the pages are closed");
});
