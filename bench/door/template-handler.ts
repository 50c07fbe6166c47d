// The yardstick of the door: what the Shopify app template does with a webhook, without any database.
// Remix's own request handler, one route, `authenticate.webhook`, sessions in memory.
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import "@shopify/shopify-app-remix/adapters/node";
import { ApiVersion, AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import express from "express";

const memory = new Map<string, unknown>();
const sessionStorage = {
  storeSession: async (session: { id: string }) => Boolean(memory.set(session.id, session)),
  loadSession: async (id: string) => memory.get(id),
  deleteSession: async (id: string) => memory.delete(id),
  deleteSessions: async () => true,
  findSessionsByShop: async () => [],
} as unknown as SessionStorage;

const shopify = shopifyApp({
  apiKey: process.env.SHOPIFY_API_KEY ?? "", apiSecretKey: process.env.SHOPIFY_API_SECRET ?? "", appUrl: process.env.SHOPIFY_APP_URL ?? "",
  apiVersion: ApiVersion.October26, scopes: ["read_orders"], authPathPrefix: "/auth", sessionStorage, distribution: AppDistribution.AppStore,
  logger: { log: () => {} },
});

async function action({ request }: { request: Request }) {
  await shopify.authenticate.webhook(request);
  return new Response();
}

const build = {
  entry: { module: { default: () => new Response("not a page", { status: 404 }) } },
  routes: { webhooks: { id: "webhooks", path: "webhooks", module: { action } } },
  assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "1" },
  publicPath: "/", assetsBuildDirectory: "", future: {}, isSpaMode: false, basename: "/", mode: "production",
} as unknown as ServerBuild;

const app = express();
app.all("*", createRequestHandler({ build, mode: "production" }));
const server = app.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on("disconnect", () => process.exit(0));
