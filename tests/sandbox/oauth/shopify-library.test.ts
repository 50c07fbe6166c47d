import "@shopify/shopify-api/adapters/node";
import { ApiVersion, LogSeverity, RequestedTokenType, shopifyApi } from "@shopify/shopify-api";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mintSessionToken } from "../../../sandbox/oauth/session-token";
import { advance } from "../../../sandbox/world/clock";
import { openShop, type OpenShop } from "../admin-api/open-shop";

let open: OpenShop;
let library: ReturnType<typeof shopifyApi>;

/** Shopify's own library as it ships, with nothing but its requests to the shop's domain led to the sandbox. */
beforeAll(async () => {
  open = await openShop();
  const { apiKey, apiSecret } = open.sandbox.world.app;
  setAbstractFetchFunc(async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const headers = new Headers(init?.headers);
    headers.set("x-sandbox-host", url.host);
    return fetch(`${open.url}${url.pathname}${url.search}`, { ...init, headers });
  });
  library = shopifyApi({ apiKey, apiSecretKey: apiSecret, apiVersion: ApiVersion.October26, hostName: "app.example", isEmbeddedApp: true, logger: { level: LogSeverity.Error, log: () => undefined } });
});
afterAll(() => open.close());

const exchange = (requestedTokenType: RequestedTokenType) =>
  library.auth.tokenExchange({ shop: open.shop.domain, sessionToken: mintSessionToken(open.sandbox.world, open.shop), requestedTokenType, expiring: true });

test("exchanges, queries and refreshes by the library", async () => {
  const { session } = await exchange(RequestedTokenType.OfflineAccessToken);
  expect(session).toMatchObject({ shop: open.shop.domain, isOnline: false, accessToken: expect.stringMatching(/^shpat_/), refreshToken: expect.any(String), refreshTokenExpires: expect.any(Date) });
  const query = async (token: typeof session) => (await new library.clients.Graphql({ session: token }).request("{shop{name}}")).data;
  expect(await query(session)).toEqual({ shop: { name: "Evergreen Goods" } });
  advance(open.sandbox.world, 3_700_000);
  await expect(query(session)).rejects.toMatchObject({ response: { code: 401 } });
  const { session: renewed } = await library.auth.refreshToken({ shop: open.shop.domain, refreshToken: session.refreshToken! });
  expect(await query(renewed)).toEqual({ shop: { name: "Evergreen Goods" } });
});

test("an online session knows its user", async () => {
  const { session } = await exchange(RequestedTokenType.OnlineAccessToken);
  expect(session.onlineAccessInfo?.associated_user).toMatchObject({ account_owner: true, email_verified: true });
});

test("a throttled query reaches the caller as the library's GraphQL error with Shopify's code", async () => {
  const { session } = await exchange(RequestedTokenType.OfflineAccessToken);
  open.sandbox.world.faults.throttle = 1;
  const client = new library.clients.Graphql({ session });
  let caught: { body?: { errors?: { graphQLErrors?: { extensions?: { code?: string } }[] } } } | null = null;
  for (let tries = 0; tries < 20 && caught?.body === undefined; tries += 1) {
    caught = await client.request("{shop{name}}", { retries: 0 }).then(() => null, (error) => error);
  }
  open.sandbox.world.faults.throttle = 0;
  expect(caught?.body?.errors?.graphQLErrors?.[0]?.extensions?.code).toBe("THROTTLED");
});
