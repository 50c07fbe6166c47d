import type http from "node:http";
import { fileURLToPath } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import type { ViteDevServer } from "vite";
import { env } from "../env.server";
import { log } from "../log.server";
import { addHealth } from "./health";

/** Everything that is no webhook: health, metrics, assets, and the Remix app. In development Vite serves the app from its sources. */
export async function createPages(server: http.Server): Promise<{ handle: http.RequestListener; close(): Promise<void> }> {
  const app = express();
  app.disable("x-powered-by");
  app.use(logged, secured);
  addHealth(app, env.METRICS_TOKEN);
  app.use(compression());
  const vite = process.env.NODE_ENV === "production" ? null : await startVite(server);
  if (vite) app.use(vite.middlewares);
  else addAssets(app);
  const built = vite ? null : await builtApp();
  const pages = async () => built ?? await vite!.ssrLoadModule("virtual:remix/server-build") as ServerBuild;
  app.all("*", createRequestHandler({ build: built ?? pages, mode: process.env.NODE_ENV ?? "development" }));
  app.use(failed);
  return { handle: app, close: async () => { await closeOwn(await pages()); await vite?.close(); } };
}

/** The pages are built apart: what they keep open in this process is theirs to close (see entry.server). */
async function closeOwn({ entry }: ServerBuild): Promise<void> {
  await (entry.module as ServerBuild["entry"]["module"] & { close(): Promise<void> }).close();
}

/** Names of built assets change with their content. */
function addAssets(app: express.Express): void {
  const client = fileURLToPath(new URL("./client", import.meta.url));
  app.use("/assets", express.static(`${client}/assets`, { immutable: true, maxAge: "1y", fallthrough: false }));
  app.use(express.static(client, { maxAge: "1h", index: false }));
}

async function startVite(server: http.Server): Promise<ViteDevServer> {
  const { createServer } = await import("vite");
  return createServer({ server: { middlewareMode: true, hmr: { server } }, appType: "custom" });
}

async function builtApp(): Promise<ServerBuild> {
  const at = "./server/index.js";
  try {
    return await import(/* @vite-ignore */ at) as ServerBuild;
  } catch (error) {
    throw new Error("the app is not built: run npm run build first", { cause: error });
  }
}

/** Path and status, never the query: it carries tokens and signatures. */
function logged(request: express.Request, response: express.Response, next: express.NextFunction): void {
  const begun = performance.now();
  const { path } = request;
  response.once("finish", () => {
    const fields = { method: request.method, path, status: response.statusCode, ms: Math.round(performance.now() - begun) };
    if (response.statusCode >= 500) log.warn(fields, "answered");
    else log[path.startsWith("/assets/") || path === "/healthz" || path === "/readyz" ? "debug" : "info"](fields, "answered");
  });
  next();
}

function secured(_request: express.Request, response: express.Response, next: express.NextFunction): void {
  response.set({ "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Strict-Transport-Security": "max-age=31536000", "Cross-Origin-Resource-Policy": "cross-origin" });
  next();
}

const failed: express.ErrorRequestHandler = (error: unknown, request, response, _next) => {
  const status = typeof error === "object" && error !== null && "status" in error && typeof error.status === "number" ? error.status : 500;
  if (status >= 500) log.error({ err: error, path: request.path }, "request failed");
  if (response.headersSent) return void response.destroy();
  response.status(status).set("Cache-Control", "no-store").type("text").send(status === 404 ? "not found\n" : "something went wrong\n");
};
