import { afterEach, describe, expect, test } from "vitest";
import { mintSessionToken, signJwt } from "../../../sandbox/oauth/session-token";
import { advance } from "../../../sandbox/world/clock";
import { findShop } from "../../../sandbox/world/find-shop";
import { uninstallApp } from "../../../sandbox/world/install";
import { exchangeBody, openShop, type OpenShop } from "../admin-api/open-shop";

const TOKEN_PATH = "/admin/oauth/access_token";
const HOUR_MS = 3_600_000;
let open: OpenShop;
afterEach(() => open.close());

const refreshBody = (token: string) => ({ client_id: open.sandbox.world.app.apiKey, client_secret: open.sandbox.world.app.apiSecret, grant_type: "refresh_token", refresh_token: token });
const claims = (changes: object) => ({ iss: `https://${open.shop.domain}/admin`, dest: `https://${open.shop.domain}`, aud: open.sandbox.world.app.apiKey, sub: "1", exp: Date.now() / 1000 + 60, nbf: Date.now() / 1000 - 1, iat: Date.now() / 1000, jti: "a", sid: "b", ...changes });
const shopName = async (token: string) => (await open.graphql("{shop{name}}", {}, token)).status;

describe("token exchange", () => {
  test("gives an expiring offline token with a refresh token", async () => {
    open = await openShop({ scopes: ["read_orders"] });
    const { status, body } = await open.post(TOKEN_PATH, exchangeBody(open, open.shop));
    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.stringMatching(/^shpat_/), scope: "read_orders", expires_in: 3600, refresh_token: expect.stringMatching(/^shprt_/), refresh_token_expires_in: 7_776_000 });
    expect(await shopName(body.access_token)).toBe(200);
  });

  test("accepts two exchanges at the same moment, and both tokens work", async () => {
    open = await openShop();
    const body = exchangeBody(open, open.shop);
    const [a, b] = await Promise.all([open.post(TOKEN_PATH, body), open.post(TOKEN_PATH, body)]);
    expect(a.body.access_token).not.toBe(b.body.access_token);
    expect([await shopName(a.body.access_token), await shopName(b.body.access_token)]).toEqual([200, 200]);
  });

  test("gives an online token with its user, and no refresh token", async () => {
    open = await openShop();
    const { body } = await open.post(TOKEN_PATH, exchangeBody(open, open.shop, { requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token" }));
    expect(body.associated_user).toMatchObject({ id: expect.any(Number), account_owner: true, locale: "en" });
    expect(body.refresh_token).toBeUndefined();
  });

  test("reads form bodies too", async () => {
    open = await openShop();
    const form = new URLSearchParams(exchangeBody(open, open.shop)).toString();
    expect((await open.post(TOKEN_PATH, form, { "content-type": "application/x-www-form-urlencoded" })).status).toBe(200);
  });

  test("refuses every bad session token with invalid_subject_token", async () => {
    open = await openShop();
    const { world } = open.sandbox;
    const secret = world.app.apiSecret;
    const good = mintSessionToken(world, open.shop);
    const bad = {
      "another secret": signJwt(claims({}), "wrong"), "another audience": signJwt(claims({ aud: "someone-else" }), secret), expired: signJwt(claims({ exp: Date.now() / 1000 - 30 }), secret),
      "not yet valid": signJwt(claims({ nbf: Date.now() / 1000 + 60 }), secret), "another shop": mintSessionToken(world, findShop(world, "hanami-store")!),
      unsigned: `${Buffer.from('{"alg":"none"}').toString("base64url")}.${good.split(".")[1]}.`, truncated: good.slice(0, -4), empty: "", "no token": "a.b.c",
    };
    for (const [what, subject_token] of Object.entries(bad)) {
      const { status, body } = await open.post(TOKEN_PATH, exchangeBody(open, open.shop, { subject_token }));
      expect([what, status, body.error]).toEqual([what, 400, "invalid_subject_token"]);
    }
  });

  test("refuses wrong clients, grants and shops", async () => {
    open = await openShop();
    const refusals: [changes: object, status: number, error: string][] = [
      [{ client_id: "nobody" }, 400, "application_cannot_be_found"], [{ client_secret: "wrong" }, 401, "invalid_client"], [{ grant_type: "password" }, 400, "unsupported_grant_type"],
      [{ subject_token_type: "x" }, 400, "invalid_request"], [{ requested_token_type: "x" }, 400, "invalid_request"],
    ];
    for (const [changes, status, error] of refusals) {
      const answer = await open.post(TOKEN_PATH, exchangeBody(open, open.shop, changes as Record<string, unknown>));
      expect([changes, answer.status, answer.body.error]).toEqual([changes, status, error]);
    }
    expect((await open.post(TOKEN_PATH, {}, { "x-sandbox-host": "nobody.myshopify.com" })).status).toBe(404);
    expect((await open.post(TOKEN_PATH, "{broken")).status).toBe(400);
  });

  test("a token that never expires is issued and then refused by the API with 403", async () => {
    open = await openShop();
    const { body } = await open.post(TOKEN_PATH, exchangeBody(open, open.shop, { expiring: "0" }));
    expect(await shopName(body.access_token)).toBe(403);
  });
});

describe("expiry and refresh", () => {
  test("an access token dies after an hour of the sandbox clock; its refresh token gives a new pair", async () => {
    open = await openShop();
    const first = await open.offlineToken();
    advance(open.sandbox.world, HOUR_MS + 1);
    expect(await shopName(first.access_token)).toBe(401);
    const second = await open.post(TOKEN_PATH, refreshBody(first.refresh_token));
    expect(second.status).toBe(200);
    expect(await shopName(second.body.access_token)).toBe(200);
  });

  test("the old refresh token stays good until the new one is used", async () => {
    open = await openShop();
    const first = await open.offlineToken();
    const second = (await open.post(TOKEN_PATH, refreshBody(first.refresh_token))).body;
    expect((await open.post(TOKEN_PATH, refreshBody(first.refresh_token))).status).toBe(200);
    expect((await open.post(TOKEN_PATH, refreshBody(second.refresh_token))).status).toBe(200);
    const late = await open.post(TOKEN_PATH, refreshBody(first.refresh_token));
    expect([late.status, late.body.error]).toEqual([401, "invalid_request"]);
  });

  test("a refresh token dies after 90 days, a replaced one after 30", async () => {
    open = await openShop();
    const first = await open.offlineToken();
    const second = (await open.post(TOKEN_PATH, refreshBody(first.refresh_token))).body;
    advance(open.sandbox.world, 31 * 24 * HOUR_MS);
    expect((await open.post(TOKEN_PATH, refreshBody(first.refresh_token))).status).toBe(401);
    const third = (await open.post(TOKEN_PATH, refreshBody(second.refresh_token))).body;
    advance(open.sandbox.world, 91 * 24 * HOUR_MS);
    expect((await open.post(TOKEN_PATH, refreshBody(third.refresh_token))).status).toBe(401);
  });
});

describe("uninstall and faults", () => {
  test("after uninstalling, the API answers 401, a refresh 401 and an exchange 400 app_not_installed", async () => {
    open = await openShop();
    const token = await open.offlineToken();
    uninstallApp(open.shop);
    expect(await shopName(token.access_token)).toBe(401);
    expect((await open.post(TOKEN_PATH, refreshBody(token.refresh_token))).status).toBe(401);
    const exchange = await open.post(TOKEN_PATH, exchangeBody(open, open.shop));
    expect([exchange.status, exchange.body.error]).toEqual([400, "app_not_installed"]);
  });

  test("the token endpoint can refuse everything", async () => {
    open = await openShop();
    open.sandbox.world.faults.tokenEndpoint = "refuse";
    expect((await open.post(TOKEN_PATH, exchangeBody(open, open.shop))).status).toBe(503);
  });

  test("the token endpoint can be slower than a client waits", async () => {
    open = await openShop();
    open.sandbox.world.faults.tokenEndpoint = "slow";
    const asked = fetch(open.url + TOKEN_PATH, { method: "POST", headers: { "content-type": "application/json", "x-sandbox-host": open.shop.domain }, body: JSON.stringify(exchangeBody(open, open.shop)), signal: AbortSignal.timeout(200) });
    await expect(asked).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test("one shop's token opens no other shop", async () => {
    open = await openShop();
    const { access_token } = await open.offlineToken();
    const answer = await open.post("/admin/api/2026-10/graphql.json", { query: "{shop{name}}" }, { "x-shopify-access-token": access_token, "x-sandbox-host": "hanami-store.myshopify.com" });
    expect(answer.status).toBe(401);
  });
});
