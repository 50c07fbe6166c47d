import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { randomBytes } from "node:crypto";
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { adminFor } from "~/shopify/client/admin-client.server";
import { accessToken } from "~/shopify/tokens/access-token.server";
import { resealOutside } from "~/store/crypto/reseal.server";
import { deleteSessions, renewSession, saveSession, sessionById, sessionsByShop, shopsToRefresh, takeRefreshTurn } from "~/store/sessions/sessions.server";
import { offlineId, type StoredSession } from "~/store/sessions/stored-session";
import { installApp } from "../../../sandbox/world/install";
import { findShop } from "../../../sandbox/world/find-shop";
import { useLiveShop } from "../../support/live-shop";
import { goodHeaders } from "../../support/open-door";

const live = useLiveShop({ work: false });
const SHOP = "evergreen-goods.myshopify.com";
const MINUTE = 60_000;

const faults = () => live.sandbox.world.faults;
const install = () => findShop(live.sandbox.world, SHOP)!.install!;
const stored = async () => (await sessionById(offlineId(SHOP)))!;

/** A session with tokens that Shopify has really issued, changed at will. */
async function given(changes: Partial<StoredSession> = {}): Promise<StoredSession> {
  installApp(live.sandbox.world, findShop(live.sandbox.world, SHOP)!, ["write_customers", "read_orders"]);
  const issued = await live.token(SHOP);
  const session: StoredSession = {
    id: offlineId(SHOP), shop: SHOP, state: "", isOnline: false, scope: String(issued.scope), expires: new Date(Date.now() + 60 * MINUTE), refreshTokenExpires: null,
    secrets: { accessToken: String(issued.access_token), refreshToken: String(issued.refresh_token) }, ...changes,
  };
  await saveSession(session);
  return session;
}
const ending = (ms: number) => ({ expires: new Date(Date.now() + ms) });
const outcomeOf = (asked: Promise<string>) => asked.then((token) => ({ token }), (error: Error & { kind?: string }) => ({ kind: error.kind, message: error.message }));

beforeEach(() => { faults().tokenEndpoint = "ok"; });

describe("a token that is good", () => {
  test("is handed out without asking anybody", async () => {
    const session = await given();
    faults().tokenEndpoint = "refuse";
    expect(await accessToken(SHOP)).toBe(session.secrets.accessToken);
  });

  test("works at the Admin API; one that is about to end is refreshed first, and the new pair is kept", async () => {
    const old = await given(ending(2 * MINUTE));
    const token = await accessToken(SHOP);
    expect(token).not.toBe(old.secrets.accessToken);
    const session = await stored();
    expect(session.secrets.accessToken).toBe(token);
    expect(session.secrets.refreshToken).not.toBe(old.secrets.refreshToken);
    expect(session.expires!.getTime()).toBeGreaterThan(Date.now() + 50 * MINUTE);
    expect(await adminFor(SHOP).run("{ shop { myshopifyDomain } }")).toEqual({ shop: { myshopifyDomain: SHOP } });
  });
});

describe("many at once", () => {
  test("make one refresh in one process", async () => {
    await given(ending(1_000));
    const before = install().refreshTokens.length;
    const tokens = await Promise.all(Array.from({ length: 20 }, () => accessToken(SHOP)));
    expect([new Set(tokens).size, install().refreshTokens.length - before]).toEqual([1, 1]);
  });

  test("wait for the process whose turn it is, and take what it got", async () => {
    const session = await given(ending(1_000));
    expect(await takeRefreshTurn(SHOP, 20)).toBe(true);
    const waiting = accessToken(SHOP);
    const before = install().refreshTokens.length;
    await renewSession({ ...session, ...ending(60 * MINUTE), secrets: { ...session.secrets, accessToken: "shpat_of_the_other" } });
    expect([await waiting, install().refreshTokens.length - before]).toEqual(["shpat_of_the_other", 0]);
  });

  test("go on when the process whose turn it was has died", async () => {
    const session = await given(ending(1_000));
    expect(await takeRefreshTurn(SHOP, 1)).toBe(true);
    expect(await accessToken(SHOP)).not.toBe(session.secrets.accessToken);
  });
});

describe("the token endpoint", () => {
  test("refusing for a while: a token that still lives is used, and the next caller tries again", async () => {
    const session = await given(ending(2 * MINUTE));
    faults().tokenEndpoint = "refuse";
    expect(await accessToken(SHOP)).toBe(session.secrets.accessToken);
    faults().tokenEndpoint = "ok";
    expect(await accessToken(SHOP)).not.toBe(session.secrets.accessToken);
  });

  test("refusing while the token has ended: unavailable, nothing is lost, and it works again afterwards", async () => {
    await given(ending(-1_000));
    const before = (await stored()).secrets;
    faults().tokenEndpoint = "refuse";
    expect(await outcomeOf(accessToken(SHOP))).toEqual({ kind: "unavailable", message: `token of ${SHOP}: the token endpoint answered 503` });
    expect((await stored()).secrets).toEqual(before);
    faults().tokenEndpoint = "ok";
    expect(await outcomeOf(accessToken(SHOP))).toHaveProperty("token");
  });

  test("slow: the one who asks waits, the door does not", async () => {
    const session = await given(ending(-1_000));
    faults().tokenEndpoint = "slow";
    const asked = accessToken(SHOP);
    let answered = false;
    void asked.finally(() => { answered = true; });
    expect((await live.door.knock({ headers: { "x-shopify-shop-domain": SHOP } })).status).toBe(401);
    const body = '{"id":1}';
    expect((await live.door.knock({ body, headers: { ...goodHeaders(body, live.sandbox.world.app.apiSecret), "x-shopify-topic": "app/uninstalled" } })).status).toBe(200);
    expect(answered).toBe(false);
    expect(await asked).not.toBe(session.secrets.accessToken);
  });

  test("after an uninstall: unauthorized with a sentence, which no retry mends", async () => {
    await given(ending(-1_000));
    findShop(live.sandbox.world, SHOP)!.install = null;
    expect(await outcomeOf(accessToken(SHOP))).toEqual({ kind: "unauthorized", message: `token of ${SHOP}: Shopify refused to refresh it (401)` });
  });

  test("an uninstall that comes while it answers wins: the session stays deleted", async () => {
    await given(ending(-1_000));
    faults().tokenEndpoint = "slow";
    const asked = outcomeOf(accessToken(SHOP));
    await expect.poll(() => live.database.asOwner("SELECT 1 FROM session WHERE refreshing_until IS NOT NULL").then((rows) => rows.length)).toBe(1);
    await deleteSessions([offlineId(SHOP)]);
    expect(await asked).toEqual({ kind: "unauthorized", message: `token of ${SHOP}: the app was uninstalled meanwhile` });
    expect(await sessionById(offlineId(SHOP))).toBeNull();
  });

  test("whose answer was lost on the way locks nobody out: the old refresh token still works", async () => {
    const session = await given(ending(-1_000));
    const first = await accessToken(SHOP);
    await saveSession(session);
    const second = await accessToken(SHOP);
    expect(second).not.toBe(first);
    expect(await adminFor(SHOP).run("{ shop { id } }")).toHaveProperty("shop");
  });
});

describe("a session that is not whole", () => {
  test("stored without an end is repaired by refreshing", async () => {
    const session = await given({ expires: null });
    expect(await shopsToRefresh(new Date())).toContain(SHOP);
    expect(await accessToken(SHOP)).not.toBe(session.secrets.accessToken);
    expect((await stored()).expires).toBeInstanceOf(Date);
  });

  test("without a refresh token says what must happen", async () => {
    const session = await given(ending(-1_000));
    await saveSession({ ...session, secrets: { accessToken: "shpat_alone" } });
    expect(await outcomeOf(accessToken(SHOP))).toEqual({ kind: "unauthorized", message: `token of ${SHOP}: it has no refresh token, expected the app to be opened once` });
  });

  test("of a shop that never was says so", async () => {
    expect(await outcomeOf(accessToken("nobody.myshopify.com"))).toEqual({ kind: "unauthorized", message: "token of nobody.myshopify.com: there is none, expected the app to be installed and opened once" });
  });

  test("a token the Admin API refuses is refreshed once and the call goes through", async () => {
    await given();
    const session = await stored();
    install().accessTokens = install().accessTokens.filter(({ token }) => token !== session.secrets.accessToken);
    expect(await adminFor(SHOP).run("{ shop { id } }")).toHaveProperty("shop");
    expect((await stored()).secrets.accessToken).not.toBe(session.secrets.accessToken);
  });
});

describe("an endpoint that answers strangely", () => {
  let server: Server;
  let answer: { status: number; body: string };
  beforeEach(async () => {
    server = createServer((request, response) => { request.resume(); response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body); });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const strange = async (status: number, body: string) => {
    await given(ending(-1_000));
    answer = { status, body };
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const sandbox = getGlobalDispatcher();
    setGlobalDispatcher(new Agent().compose((dispatch) => (options, handler) => dispatch({ ...options, origin }, handler)));
    try {
      return await outcomeOf(accessToken(SHOP));
    } finally {
      setGlobalDispatcher(sandbox);
    }
  };

  test("without expires_in is taken for an hour, so no token lives for ever", async () => {
    expect(await strange(200, JSON.stringify({ access_token: "shpat_short_answer" }))).toEqual({ token: "shpat_short_answer" });
    const session = await stored();
    expect(session.expires!.getTime()).toBeLessThanOrEqual(Date.now() + 60 * MINUTE);
    expect(session.secrets.refreshToken).toMatch(/^shprt_/);
  });

  test.each([
    [200, "<html>maintenance</html>", "unavailable", "the token endpoint answered without a token"], [200, "{}", "unavailable", "the token endpoint answered without a token"],
    [200, '{"access_token":""}', "unavailable", "the token endpoint answered without a token"], [200, '{"access_token":"shpat_x","expires_in":-1}', "unavailable", "the token endpoint answered without a token"],
    [429, "{}", "unavailable", "the token endpoint answered 429"], [500, "", "unavailable", "the token endpoint answered 500"], [400, '{"error":"invalid_grant"}', "unauthorized", "Shopify refused to refresh it (400)"],
  ])("%i %s is %s, and what was stored stays", async (status, body, kind, said) => {
    expect(await strange(status, body)).toEqual({ kind, message: `token of ${SHOP}: ${said}` });
    expect((await stored()).secrets.refreshToken).toMatch(/^shprt_/);
  });
});

describe("at rest", () => {
  test("no token and no name of staff stands in a row in clear", async () => {
    const session = await given();
    await saveSession({ ...session, id: `${SHOP}_7`, isOnline: true, secrets: { accessToken: "shpua_online", onlineAccessInfo: { associated_user: { email: "canary@staff.example", first_name: "Canary" } } } });
    const found = await live.database.asOwner(`SELECT id FROM session WHERE session::text ~* 'shp(at|ua|rt|ss)_|canary' OR position('shpat_'::bytea IN sealed) + position('shprt_'::bytea IN sealed) + position('canary'::bytea IN sealed) > 0`);
    expect([found, (await sessionsByShop(SHOP)).length]).toEqual([[], 2]);
  });

  test("a row moved to another shop does not open", async () => {
    await given();
    await live.database.asOwner("INSERT INTO session (id, shop, state, sealed) SELECT 'offline_thief.myshopify.com', 'thief.myshopify.com', '', sealed FROM session WHERE id = $1", [offlineId(SHOP)]);
    await expect(sessionById("offline_thief.myshopify.com")).rejects.toThrow("sealed bytes for session do not open: changed, or sealed for another place");
    await live.database.asOwner("DELETE FROM session WHERE shop = 'thief.myshopify.com'");
  });

  test("a new key seals everything anew, after which the old one can go", async () => {
    const { secrets } = await given();
    const [old, fresh] = [process.env.ENCRYPTION_KEYS!, `next:${randomBytes(32).toString("base64")}`];
    try {
      process.env.ENCRYPTION_KEYS = `${fresh},${old}`;
      expect((await stored()).secrets).toEqual(secrets);
      await resealOutside();
      process.env.ENCRYPTION_KEYS = fresh;
      expect((await stored()).secrets).toEqual(secrets);
      process.env.ENCRYPTION_KEYS = old;
      await expect(stored()).rejects.toThrow("sealed with key next, which ENCRYPTION_KEYS does not hold");
    } finally {
      process.env.ENCRYPTION_KEYS = `${fresh},${old}`;
    }
  });
});
