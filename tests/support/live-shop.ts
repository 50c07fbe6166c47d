import { setTimeout as pause } from "node:timers/promises";
import { Logger, run, type Runner } from "graphile-worker";
import { Agent, getGlobalDispatcher, setGlobalDispatcher, type Dispatcher } from "undici";
import { afterAll, beforeAll } from "vitest";
import { startInbox } from "~/inbox/run-inbox.server";
import { taskList } from "~/jobs/task-list";
import { installShop } from "~/operations/shop/install-shop.server";
import { adminFor } from "~/shopify/client/admin-client.server";
import { readShop } from "~/shopify/shops/read-shop.server";
import { saveSession } from "~/store/sessions/sessions.server";
import { offlineId } from "~/store/sessions/stored-session";
import { mintSessionToken } from "../../sandbox/oauth/session-token";
import { startSandbox, type StartedSandbox } from "../../sandbox/server";
import { courierOf } from "../../sandbox/webhooks/courier-of";
import { findShop } from "../../sandbox/world/find-shop";
import type { Shop as SandboxShop } from "../../sandbox/world/types";
import { openDoor, type OpenDoor } from "./open-door";
import { useDatabase, type TestDatabase } from "./use-database";

const API_KEY = "live-key";
const API_SECRET = "shpss_live0secret";

export interface LiveShop {
  database: TestDatabase;
  sandbox: StartedSandbox["sandbox"];
  door: OpenDoor;
  /** Where the sandbox answers. */
  url: string;
  /** What the app and Shopify sign with. */
  secret: string;
  /** A shop of the sandbox, with the app installed and launched. */
  install(domain: string, now?: Date): Promise<{ shop: SandboxShop; shopId: bigint }>;
  token(domain: string): Promise<Record<string, unknown>>;
}

/**
 * A Shopify of its own, the door, and with `work` the worker's two loops, for one test file. What the product sends to
 * `*.myshopify.com` goes to the sandbox.
 */
export function useLiveShop(options: { work: boolean; bigIds?: boolean }): LiveShop {
  const database = useDatabase();
  let started: StartedSandbox | undefined;
  let door: OpenDoor | undefined;
  let runner: Runner | undefined;
  let inbox: ReturnType<typeof startInbox> | undefined;
  let before: Dispatcher | undefined;
  let impatience: NodeJS.Timeout | undefined;

  beforeAll(async () => {
    Object.assign(process.env, { SHOPIFY_API_KEY: API_KEY, SHOPIFY_API_SECRET: API_SECRET, SHOPIFY_APP_URL: "http://127.0.0.1" });
    door = await openDoor({ secrets: [API_SECRET] });
    started = await startSandbox({ port: 0, seed: 5, bigIds: options.bigIds ?? false, appConfigFile: "shopify.app.toml", app: { apiKey: API_KEY, apiSecret: API_SECRET, appUrl: new URL(door.url).origin } });
    before = getGlobalDispatcher();
    setGlobalDispatcher(redirecting(started.url));
    impatience = setInterval(() => retryNow(started!.sandbox), 2_000).unref();
    if (!options.work) return;
    runner = await run({ connectionString: database.appUrl, taskList, concurrency: 2, noHandleSignals: true, pollInterval: 500, parsedCronItems: [], logger: new Logger(() => () => {}) });
    inbox = startInbox({ most: 100, inFlight: 2, leaseSeconds: 30, idleMs: 50 });
  });
  afterAll(async () => {
    clearInterval(impatience);
    await started?.close();
    await inbox?.stop();
    await runner?.stop();
    if (before) setGlobalDispatcher(before);
    await door?.close();
  });

  const token = async (domain: string) => {
    const answer = await fetch(`https://${domain}/admin/oauth/access_token`, {
      method: "POST", headers: { "content-type": "application/json" },
      body: JSON.stringify({
        client_id: API_KEY, client_secret: API_SECRET, grant_type: "urn:ietf:params:oauth:grant-type:token-exchange", expiring: "1",
        subject_token: mintSessionToken(started!.sandbox.world, findShop(started!.sandbox.world, domain)!), subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
        requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      }),
    });
    return await answer.json() as Record<string, unknown>;
  };
  return {
    database,
    get sandbox() { return started!.sandbox; },
    get door() { return door!; },
    get url() { return started!.url; },
    secret: API_SECRET,
    token,
    install: async (domain, now = new Date()) => {
      const { sandbox } = started!;
      const shop = findShop(sandbox.world, domain)!;
      const { installApp } = await import("../../sandbox/shop-life/install-app");
      installApp(sandbox, shop, {});
      const issued = await token(domain);
      await saveSession({
        id: offlineId(domain), shop: domain, state: "", isOnline: false, scope: String(issued.scope), expires: new Date(Date.now() + 3_600_000), refreshTokenExpires: new Date(Date.now() + 7_776_000_000),
        secrets: { accessToken: String(issued.access_token), refreshToken: String(issued.refresh_token) },
      });
      const { shopId } = await installShop({ domain, ...await readShop(adminFor(domain)) }, now);
      await database.asOwner("UPDATE shop SET launched_at = '2020-01-01' WHERE shop_id = $1", [String(shopId)]);
      return { shop, shopId };
    },
  };
}

/** A delivery that failed once would be tried again in a minute: on a busy machine that is too long for a test. */
function retryNow({ world }: StartedSandbox["sandbox"]): void {
  for (const shop of Object.values(world.shops)) {
    const failed = shop.deliveries.filter(({ state, attempts, nextAttemptAt }) => state === "waiting" && attempts.length > 0 && nextAttemptAt !== null);
    for (const delivery of failed) void courierOf(world)?.redeliver(shop, delivery);
  }
}

/** Asks until it is true. @throws Error saying what was waited for. */
export async function eventually<T>(what: string, look: () => T | Promise<T>, seconds = 240): Promise<NonNullable<T>> {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; await pause(50)) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found as NonNullable<T>;
  }
  throw new Error(`waited ${seconds} s for ${what}`);
}

function redirecting(url: string): Dispatcher {
  const SHOP = /^https:\/\/([a-z0-9][a-z0-9-]*\.myshopify\.com)$/i;
  return new Agent().compose((dispatch) => (options, handler) => {
    const shop = SHOP.exec(String(options.origin))?.[1];
    if (!shop) return dispatch(options, handler);
    return dispatch({ ...options, origin: url, headers: { ...headersOf(options.headers), "x-sandbox-host": shop } }, handler);
  });
}

function headersOf(headers: Dispatcher.DispatchOptions["headers"]): Record<string, string | string[]> {
  if (!Array.isArray(headers)) return { ...headers } as Record<string, string>;
  return Object.fromEntries(Array.from({ length: headers.length / 2 }, (_, i) => [String(headers[2 * i]), String(headers[2 * i + 1])]));
}
