import { startSandbox, type StartedSandbox } from "../../../sandbox/server";
import { mintSessionToken } from "../../../sandbox/oauth/session-token";
import { installApp } from "../../../sandbox/world/install";
import { findShop } from "../../../sandbox/world/find-shop";
import type { SandboxOptions } from "../../../sandbox/open-sandbox";
import type { Shop } from "../../../sandbox/world/types";

export const EVERYTHING = ["read_all_orders", "write_orders", "write_customers", "write_products", "read_discounts", "read_store_credit_accounts"];

/** JSON of the other side of the wire: what is in it is what the tests look at. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface Answer { status: number; headers: Headers; body: Json }

export interface OpenShop extends StartedSandbox {
  shop: Shop;
  /** Posts JSON to a path of the shop, as the app's redirected requests arrive. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** A token of the app for this shop, by token exchange. */
  offlineToken(): Promise<Record<string, Json>>;
  graphql(query: string, variables?: Record<string, unknown>, token?: string): Promise<Answer>;
}

/** A sandbox with the app installed in one shop, spoken to over HTTP only. */
export async function openShop(options: SandboxOptions & { handle?: string; scopes?: string[] } = {}): Promise<OpenShop> {
  const started = await startSandbox(options);
  const shop = findShop(started.sandbox.world, options.handle ?? "evergreen-goods")!;
  installApp(started.sandbox.world, shop, options.scopes ?? EVERYTHING);
  let token: string | null = null;

  async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(started.url + path, {
      method: "POST", body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "content-type": "application/json", "x-sandbox-host": shop.domain, ...headers },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
  }

  async function offlineToken() {
    return (await post("/admin/oauth/access_token", exchangeBody(started, shop))).body as Record<string, Json>;
  }

  async function graphql(query: string, variables: Record<string, unknown> = {}, given?: string): Promise<Answer> {
    token ??= (await offlineToken()).access_token as string;
    return post("/admin/api/2026-10/graphql.json", { query, variables }, { "x-shopify-access-token": given ?? token });
  }

  return { ...started, shop, post, offlineToken, graphql };
}

export function exchangeBody({ sandbox }: StartedSandbox, shop: Shop, changes: Record<string, unknown> = {}) {
  const { apiKey, apiSecret } = sandbox.world.app;
  return {
    client_id: apiKey, client_secret: apiSecret, grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: mintSessionToken(sandbox.world, shop), subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token", expiring: "1", ...changes,
  };
}

/** The codes of an answer's top-level errors. */
export function codesOf(answer: Answer): string[] {
  return (answer.body.errors ?? []).map((error: Json) => error.extensions?.code);
}
