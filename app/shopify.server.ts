import "@shopify/shopify-app-remix/adapters/node";
import { Session } from "@shopify/shopify-api";
import { ApiVersion, AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import { env } from "./env.server";
import { log } from "./log.server";
import { installShop } from "./operations/shop/install-shop.server";
import { featuresOff } from "./shopify/shops/features-off";
import { readShop } from "./shopify/shops/read-shop.server";
import { deleteSessions, saveSession, sessionById, sessionsByShop } from "./store/sessions/sessions.server";
import type { StoredSession } from "./store/sessions/stored-session";
import { setShopFeatures } from "./store/shops/set-shop-features.server";
import { shopByDomain } from "./store/shops/shop-by-domain.server";

export { giveUpRefreshTurn, renewSession, sessionById, takeRefreshTurn } from "./store/sessions/sessions.server";
export { offlineId, type StoredSession } from "./store/sessions/stored-session";

/** Sessions with sealed tokens; the library's five methods on our own store. */
const sessionStorage = {
  storeSession: async (session: Session) => {
    await saveSession(plain(session));
    return true;
  },
  loadSession: async (id: string) => {
    const found = await sessionById(id);
    return found ? librarys(found) : undefined;
  },
  deleteSession: async (id: string) => {
    await deleteSessions([id]);
    return true;
  },
  deleteSessions: async (ids: string[]) => {
    await deleteSessions(ids);
    return true;
  },
  findSessionsByShop: async (shop: string) => (await sessionsByShop(shop)).map(librarys),
};

const create = () => shopifyApp({
  apiKey: env.SHOPIFY_API_KEY,
  apiSecretKey: env.SHOPIFY_API_SECRET,
  appUrl: env.SHOPIFY_APP_URL,
  ...(env.SCOPES ? { scopes: env.SCOPES.split(",") } : {}),
  apiVersion: ApiVersion.October26,
  authPathPrefix: "/auth",
  sessionStorage,
  distribution: AppDistribution.AppStore,
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  // Every token exchange comes by here, so an installed shop stays as it is.
  hooks: { afterAuth: ({ session, admin }) => install(session.shop, admin) },
  logger: { level: LogSeverity.Warning, log: async (severity, message) => log[severity === LogSeverity.Error ? "error" : "warn"]({ library: "shopify" }, message) },
});

type ShopifyApp = ReturnType<typeof create>;
let created: ShopifyApp | undefined;
const shopify = (): ShopifyApp => (created ??= create());

type Authenticate = ShopifyApp["authenticate"];
type Admin = { graphql(document: string): Promise<Response> };

/**
 * The library's guards, made at first use: workers come by here for sessions only. Nobody gets past `admin` before the shop is
 * installed here: loaders of one page run at once, and the library lets the others go on while the first one installs.
 */
export const authenticate: Authenticate = new Proxy({} as Authenticate, {
  get: (_target, name) => (name === "admin" ? authenticateAdmin : shopify().authenticate[name as keyof Authenticate]),
});

const authenticateAdmin = (async (request: Request) => {
  const context = await shopify().authenticate.admin(request);
  await expectInstalled(context.session.shop, context.admin);
  return context;
}) as Authenticate["admin"];

const installing = new Map<string, Promise<void>>();

async function expectInstalled(domain: string, admin: Admin): Promise<void> {
  const underWay = installing.get(domain);
  if (underWay) return underWay;
  const shop = await shopByDomain(domain);
  if (!shop?.installedAt || shop.uninstalledAt) await install(domain, admin);
}

function install(domain: string, admin: Admin): Promise<void> {
  const underWay = installing.get(domain);
  if (underWay) return underWay;
  const run = async <Data>(document: string) => ((await (await admin.graphql(document)).json()) as { data: Data }).data;
  const work = installWith({ shop: domain, run }).finally(() => installing.delete(domain));
  installing.set(domain, work);
  return work;
}

async function installWith(client: Parameters<typeof readShop>[0]): Promise<void> {
  const facts = await readShop(client);
  await installShop({ domain: client.shop, ...facts }, new Date());
  await setShopFeatures(client.shop, facts.scopes, featuresOff(facts.scopes));
}

export const addDocumentResponseHeaders: ShopifyApp["addDocumentResponseHeaders"] = (request, headers) => shopify().addDocumentResponseHeaders(request, headers);
export const login: ShopifyApp["login"] = (request) => shopify().login(request);

function plain(session: Session): StoredSession {
  const { id, shop, state, isOnline, scope, expires, refreshTokenExpires, accessToken, refreshToken, onlineAccessInfo } = session;
  return {
    id, shop, state, isOnline, scope: scope ?? null, expires: expires ?? null, refreshTokenExpires: refreshTokenExpires ?? null,
    secrets: { ...(accessToken && { accessToken }), ...(refreshToken && { refreshToken }), ...(onlineAccessInfo && { onlineAccessInfo }) },
  };
}

function librarys(stored: StoredSession): Session {
  const { secrets, scope, expires, refreshTokenExpires, ...rest } = stored;
  return new Session({ ...rest, ...(scope !== null && { scope }), ...(expires && { expires }), ...(refreshTokenExpires && { refreshTokenExpires }), ...secrets } as ConstructorParameters<typeof Session>[0]);
}
