import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSandbox, type StartedSandbox } from "../../../sandbox/server";
import type { Metafield, Shop } from "../../../sandbox/world/types";

const TOML = `client_id = "k"
[access_scopes]
scopes = "read_orders,write_customers"
optional_scopes = ["read_all_orders"]
[app_proxy]
url = "/proxy"
prefix = "apps"
subpath = "loyalty"
[customer.metafields.app.card]
type = "json"
access.storefront = "public_read"
[customer.metafields.app.secret]
type = "json"
access.storefront = "none"
`;

export interface Front extends StartedSandbox {
  shop: Shop;
  /** Root of the shop's storefront, `http://…/shop/evergreen-goods`. */
  storefront: string;
}

/** A sandbox on a free port whose app is described by files of a temporary folder: configuration and a theme app extension. */
export async function aFront(options: { files?: Record<string, string>; appUrl?: string; shop?: string } = {}): Promise<Front> {
  const folder = mkdtempSync(path.join(tmpdir(), "front-"));
  const files: Record<string, string> = { "shopify.app.toml": TOML, "extensions/theme/shopify.extension.toml": 'name = "Rewards"\ntype = "theme"\nhandle = "rewards"\n', ...options.files };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const started = await startSandbox({ seed: 7, appConfigFile: path.join(folder, "shopify.app.toml"), app: { apiKey: "k", apiSecret: "hush", ...(options.appUrl ? { appUrl: options.appUrl } : {}) } });
  const handle = options.shop ?? "evergreen-goods";
  const close = async () => {
    await started.close();
    rmSync(folder, { recursive: true });
  };
  return { ...started, close, shop: started.sandbox.world.shops[`${handle}.myshopify.com`]!, storefront: `${started.url}/shop/${handle}` };
}

/** Puts a metafield into the world as the Admin API would. */
export function putMetafield(shop: Shop, owner: string, metafield: Pick<Metafield, "namespace" | "key" | "type" | "value">): void {
  const at = "2026-01-01T00:00:00.000Z";
  shop.metafields[owner] = { ...shop.metafields[owner], [`${metafield.namespace}.${metafield.key}`]: { id: "1", createdAt: at, updatedAt: at, ...metafield } };
}

/** A browser without a screen: keeps cookies and follows nothing. */
export function aVisitor() {
  let cookie = "";
  return async (url: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await fetch(url, { redirect: "manual", ...init, headers: { ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) } });
    const set = answer.headers.getSetCookie()[0];
    if (set) cookie = set.split(";")[0]!;
    return answer;
  };
}

/** An app that answers with what a test says. */
export async function anApp(answer: (request: IncomingMessage, response: ServerResponse, body: string) => void): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part)).on("end", () => answer(request, response, Buffer.concat(parts).toString("utf8")));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }) };
}

export function post(fields: Record<string, unknown>): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(fields) };
}

export function form(fields: Record<string, string>): RequestInit {
  return { method: "POST", body: new URLSearchParams(fields) };
}
