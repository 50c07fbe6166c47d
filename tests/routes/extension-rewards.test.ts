import { createHmac, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { action as cancelAction, loader as cancelLoader } from "~/routes/buyer.cancel";
import { loader as meLoader } from "~/routes/buyer.me";
import { action as redeemAction, loader as redeemLoader } from "~/routes/buyer.redeem";
import { loader as redemptionLoader } from "~/routes/buyer.redemption";
import { loader as rewardsLoader } from "~/routes/buyer.rewards";
import { loader as unknownLoader } from "~/routes/buyer.unknown";
import { aShop } from "../support/a-shop";
import { fillPools } from "../support/fill-pools";
import { useDatabase } from "../support/use-database";
import { buyerEnvironment, command, proxied, read, SECRET } from "./buyer-request";
import { memberWith, offered } from "./reward-shop";

const database = useDatabase();
const DOMAIN = "evergreen-goods.myshopify.com";
let shopId: bigint;
let rewardId: string;

beforeAll(async () => {
  buyerEnvironment();
  shopId = await aShop(database, { domain: DOMAIN });
  rewardId = await offered(shopId, {});
  await fillPools(shopId, 25);
});

const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: {} }) as Parameters<typeof meLoader>[0];
const aMember = (points: bigint) => memberWith(database, shopId, points);
const five = () => ({ rewardId, points: 100, surface: "panel" });

describe("an extension with a session token", () => {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
  function token(customer: string | null, over: Record<string, unknown> = {}): string {
    const now = Math.floor(Date.now() / 1000);
    const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({ dest: DOMAIN, aud: "key", nbf: now, exp: now + 300, jti: randomUUID(), ...(customer === null ? {} : { sub: `gid://shopify/Customer/${customer}` }), ...over })}`;
    return `${text}.${createHmac("sha256", SECRET).update(text).digest("base64url")}`;
  }
  const asked = (path: string, bearer: string | null, { method = "GET", body, query = "" }: { method?: string; body?: unknown; query?: string } = {}) => new Request(`https://app.example/extension/${path}${query}`, {
    method, headers: { ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }), ...(body === undefined ? {} : { "content-type": "application/json", "idempotency-key": randomUUID() }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const rewardsFor = (bearer: string | null, query = "") => read(rewardsLoader(args(asked("rewards", bearer, { query }))) as Promise<Response>);

  test("gets the same answers, readable in a worker of another origin, without a cookie", async () => {
    const customer = await aMember(250n);
    const { body, headers } = await rewardsFor(token(customer));
    expect(body).toEqual((await read(rewardsLoader(args(proxied("rewards", { shop: DOMAIN, customer }))) as Promise<Response>)).body);
    expect(Object.fromEntries(headers)).toMatchObject({ "access-control-allow-origin": "*", "access-control-expose-headers": "Retry-After", "cache-control": "no-store" });
    expect(headers.has("set-cookie")).toBe(false);
    expect(headers.has("access-control-allow-credentials")).toBe(false);
    const redeemed = await read(redeemAction(args(asked("redeem", token(customer), { method: "POST", body: { ...five(), surface: "checkout" } }))) as Promise<Response>);
    expect(redeemed).toMatchObject({ status: 200, body: { available: 150, redemption: { status: "ready" } } });
    const { id } = redeemed.body.redemption;
    expect((await read(redemptionLoader(args(asked(`redemptions/${id}`, token(customer)), { redemptionId: id })) as Promise<Response>)).body).toEqual(redeemed.body);
    expect((await read(cancelAction(args(asked(`redemptions/${id}/cancel`, token(customer), { method: "POST", body: {} }), { redemptionId: id })) as Promise<Response>)).body.redemption.status).toBe("returning");
    expect((await read(meLoader(args(asked("me", token(customer)))) as Promise<Response>)).body).toMatchObject({ state: "member", card: { available: 150 } });
  });

  test("without sub nobody is signed in", async () => {
    expect((await rewardsFor(token(null))).body).toMatchObject({ available: 0, redemptions: [] });
    const { status, body } = await read(redeemAction(args(asked("redeem", token(null), { method: "POST", body: five() }))) as Promise<Response>);
    expect([status, body.error.code]).toEqual([401, "sign_in"]);
  });

  test("is refused without a token, with one of another app, shop or time, and a proxy's query opens nothing; the refusal can be read", async () => {
    const now = Math.floor(Date.now() / 1000);
    const signedQuery = new URL(proxied("rewards", { shop: DOMAIN, customer: "7" }).url).search;
    const answers = [await rewardsFor(null), await rewardsFor(null, signedQuery), await rewardsFor(token("7", { aud: "other" })), await rewardsFor(token("7", { exp: now - 60 })), await rewardsFor(token("7", { dest: "nobody.myshopify.com" })), await rewardsFor(token("7", { sub: "7" }))];
    for (const { status, headers } of answers) {
      expect(status).toBe(401);
      expect(headers.get("access-control-allow-origin")).toBe("*");
    }
    // And a token opens nothing behind the proxy.
    const behind = new Request("https://app.example/proxy/rewards", { headers: { authorization: `Bearer ${token("7")}` } });
    const refused = await read(rewardsLoader(args(behind)) as Promise<Response>);
    expect(refused.status).toBe(401);
    expect(refused.headers.has("access-control-allow-origin")).toBe(false);
  });

  test("may ask beforehand, on every path; behind the proxy nobody may", async () => {
    const options = (path: string) => asked(path, null, { method: "OPTIONS" });
    const answers = [await rewardsLoader(args(options("rewards"))), await redeemLoader(args(options("redeem"))), await cancelLoader(args(options("redemptions/1/cancel"))), await redemptionLoader(args(options("redemptions/1"))), await unknownLoader(args(options("x")))] as Response[];
    for (const { status, headers } of answers) {
      expect(status).toBe(204);
      expect(Object.fromEntries(headers)).toMatchObject({ "access-control-allow-origin": "*", "access-control-allow-headers": "Authorization, Content-Type, Idempotency-Key", "access-control-allow-methods": "GET, POST" });
    }
    expect((await read(redeemLoader(args(new Request("https://app.example/proxy/redeem", { method: "OPTIONS" }))))).status).toBe(405);
    expect((await read(unknownLoader(args(asked("x", null))))).headers.get("access-control-allow-origin")).toBe("*");
  });

  test("its customer's limit is the same as in the storefront", async () => {
    const customer = await aMember(600n);
    for (let i = 0; i < 5; i++) expect((await read(redeemAction(args(command("redeem", { shop: DOMAIN, customer, body: JSON.stringify(five()) }))) as Promise<Response>)).status).toBe(200);
    const { status, headers } = await read(redeemAction(args(asked("redeem", token(customer), { method: "POST", body: five() }))) as Promise<Response>);
    expect(status).toBe(429);
    expect(headers.get("access-control-expose-headers")).toBe("Retry-After");
  });
});
