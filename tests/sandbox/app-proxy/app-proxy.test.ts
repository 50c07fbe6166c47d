import { createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { signProxyQuery } from "../../../sandbox/app-proxy/sign-proxy-query";
import { aFront, anApp, aVisitor, form, type Front } from "../storefront/a-front";

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

async function aProxy(answer: (request: IncomingMessage, response: ServerResponse, body: string) => void): Promise<Front> {
  const app = await anApp(answer);
  const front = await aFront({ appUrl: app.url });
  closing.push(app.close, front.close);
  front.shop.install = { installedAt: "2026-01-01T00:00:00.000Z", scopes: [], accessTokens: [], refreshTokens: [] };
  return front;
}

describe("signature", () => {
  it("is Shopify's for Shopify's own example", () => {
    const parameters: [string, string][] = [["extra", "1"], ["extra", "2"], ["shop", "shop-name.myshopify.com"], ["logged_in_customer_id", "1"], ["path_prefix", "/apps/awesome_reviews"], ["timestamp", "1317327555"], ["signature", "ignored"]];
    expect(signProxyQuery(parameters, "hush")).toBe("4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb");
  });
});

describe("a renamed app proxy", () => {
  it("answers at the new path with its name signed, and no longer at the old one", async () => {
    const seen: string[] = [];
    const front = await aProxy((request, response) => { seen.push(new URL(request.url!, "http://x").searchParams.get("path_prefix")!); response.end("ok"); });
    const move = (proxy: object) => fetch(`${front.url}/api/shops/evergreen-goods`, { method: "PATCH", headers: { "content-type": "application/json" }, body: JSON.stringify({ proxy }) });
    expect(await (await move({ prefix: "a", subpath: "rewards" })).json()).toMatchObject({ proxy: { prefix: "a", subpath: "rewards" } });
    expect((await fetch(`${front.storefront}/a/rewards/me`)).status).toBe(200);
    expect(seen).toEqual(["/a/rewards"]);
    expect((await fetch(`${front.storefront}/apps/loyalty/me`)).status).toBe(404);
    expect((await fetch(`${front.url}/shop/hanami-store/a/rewards/me`)).status).toBe(404);
    expect((await move({ prefix: "else", subpath: "rewards" })).status).toBe(400);
    expect((await move({ prefix: "a", subpath: "re/wards" })).status).toBe(400);
  });
});

describe("a request through the app proxy", () => {
  it("carries the shopper's query first, then Shopify's parameters, signed", async () => {
    const seen: string[] = [];
    const front = await aProxy((request, response) => { seen.push(request.url!); response.end("ok"); });
    await fetch(`${front.storefront}/apps/loyalty/me?b=2&a=x%20y&b=1&shop=evil.example`);
    const [path, query] = seen[0]!.split("?") as [string, string];
    expect(path).toBe("/proxy/me");
    expect(query.startsWith("b=2&a=x%20y&b=1&shop=evil.example&logged_in_customer_id=&path_prefix=%2Fapps%2Floyalty&shop=evergreen-goods.myshopify.com&timestamp=")).toBe(true);
    const parameters = new URLSearchParams(query);
    const message = `a=x yb=2,1logged_in_customer_id=path_prefix=/apps/loyaltyshop=evil.example,${front.shop.domain}timestamp=${parameters.get("timestamp")}`;
    expect(parameters.get("signature")).toBe(createHmac("sha256", "hush").update(message).digest("hex"));
    expect(Math.abs(Number(parameters.get("timestamp")) - Date.now() / 1000)).toBeLessThan(30);
  });

  it("names the customer who is logged in, and nobody else", async () => {
    const seen: (string | null)[] = [];
    const front = await aProxy((request, response) => { seen.push(new URL(request.url!, "http://x").searchParams.get("logged_in_customer_id")); response.end(); });
    const visit = aVisitor();
    const customer = Object.values(front.shop.customers)[0]!;
    await visit(`${front.storefront}/account/login`, form({ customer_id: customer.id }));
    await visit(`${front.storefront}/apps/loyalty/me`);
    await visit(`${front.storefront}/account/logout`, { method: "POST" });
    await visit(`${front.storefront}/apps/loyalty/me`);
    expect(seen).toEqual([customer.id, ""]);
  });

  it("passes method and body, drops cookies both ways, and says where it came from", async () => {
    const seen: { method?: string; body?: string; headers?: IncomingMessage["headers"] } = {};
    const front = await aProxy((request, response, body) => {
      Object.assign(seen, { method: request.method, body, headers: request.headers });
      response.writeHead(201, { "set-cookie": "a=1", server: "app", "x-powered-by": "app", date: "x", "x-own": "kept", "content-type": "application/json" }).end('{"a":1}');
    });
    const answer = await fetch(`${front.storefront}/apps/loyalty/join`, { method: "POST", headers: { cookie: "c=1", "content-type": "application/json", "idempotency-key": "k1" }, body: '{"é":1}' });
    expect(seen).toMatchObject({ method: "POST", body: '{"é":1}', headers: { "content-type": "application/json", "idempotency-key": "k1", "x-forwarded-host": front.shop.domain } });
    expect(seen.headers).not.toHaveProperty("cookie");
    expect(seen.headers!["x-forwarded-for"]).toMatch(/127\.0\.0\.1/);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ a: 1 });
    expect(answer.headers.get("x-own")).toBe("kept");
    for (const name of ["set-cookie", "server", "x-powered-by"]) expect(answer.headers.get(name)).toBeNull();
  });

  it("follows redirects on the app's side", async () => {
    const front = await aProxy((request, response) => {
      if (request.url!.startsWith("/proxy/old")) response.writeHead(302, { location: "/proxy/new" }).end();
      else response.end(`at ${request.url}`);
    });
    const answer = await fetch(`${front.storefront}/apps/loyalty/old`, { redirect: "manual" });
    expect([answer.status, await answer.text()]).toEqual([200, "at /proxy/new"]);
  });

  it("renders application/liquid inside the theme, and alone with layout none", async () => {
    const front = await aProxy((request, response) => {
      const bare = request.url!.startsWith("/proxy/bare") ? "{% layout none %}" : "";
      response.writeHead(200, { "content-type": "application/liquid" }).end(`${bare}<p>{{ shop.name }} {{ 1250 | money }}</p>`);
    });
    const page = await (await fetch(`${front.storefront}/apps/loyalty/page`)).text();
    expect(page).toContain("<p>Evergreen Goods $12.50</p>");
    expect(page).toContain('class="site-header"');
    expect(await (await fetch(`${front.storefront}/apps/loyalty/bare`)).text()).toBe("<p>Evergreen Goods $12.50</p>");
  });

  it("answers 404 where the app is not installed and 502 where the app does not answer", async () => {
    const front = await aProxy((_request, response) => { response.destroy(); });
    expect((await fetch(`${front.storefront}/apps/loyalty/me`)).status).toBe(502);
    front.shop.install = null;
    expect((await fetch(`${front.storefront}/apps/loyalty/me`)).status).toBe(404);
    expect((await fetch(`${front.url}/shop/nobody/apps/loyalty/me`)).status).toBe(404);
  });
});
