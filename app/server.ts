import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { collectDefaultMetrics, register } from "prom-client";
import { env } from "./env.server";
import { Batcher } from "./inbox/batcher";
import { createDoor } from "./inbox/door.server";
import { log } from "./log.server";
import { closeDatabase } from "./store/db.server";
import { insertDeliveries, type NewDelivery } from "./store/inbox/insert-deliveries.server";
import { expectReady } from "./store/readiness.server";

const DOOR_PATH = /^\/webhooks(\/|\?|$)/;
const CLOSE_WITHIN_MS = 10_000;

await main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});

async function main(): Promise<void> {
  const { PORT } = env;
  const batcher = new Batcher<NewDelivery>({ save: insertDeliveries, inFlight: 2, batchItems: 128, batchBytes: 8 << 20, waitingItems: 5_000, waitingBytes: 128 << 20 });
  const door = createDoor({ secrets: [env.SHOPIFY_API_SECRET, env.SHOPIFY_API_SECRET_PREVIOUS].filter((secret) => secret !== undefined), batcher });
  const pages = await pagesApp();
  // Before Express: a webhook needs none of its layers.
  const server = createServer((request, response) => (DOOR_PATH.test(request.url ?? "") ? void door(request, response) : pages(request, response)));
  server.keepAliveTimeout = 65_000; // longer than a load balancer keeps its side open, or it writes into a closed connection
  server.once("error", (error: NodeJS.ErrnoException) => {
    console.error(error.code === "EADDRINUSE" ? `port ${PORT} is in use: stop the program that listens there, or choose another with PORT=<port>` : error.message);
    process.exit(1);
  });
  server.listen(PORT, () => log.info({ port: PORT, mode: env.NODE_ENV }, "listening"));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void close(server, batcher));
}

/** No new connections; what is under way is answered, what waits at the door is stored. */
async function close(server: ReturnType<typeof createServer>, batcher: Batcher<NewDelivery>): Promise<void> {
  setTimeout(() => process.exit(1), CLOSE_WITHIN_MS).unref();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await batcher.drain();
  await closed;
  await closeDatabase();
  process.exit(0);
}

async function pagesApp(): Promise<(request: IncomingMessage, response: ServerResponse) => void> {
  collectDefaultMetrics();
  const app = express();
  app.disable("x-powered-by");
  app.use(logRequest);
  app.get("/healthz", (_request, response) => void response.json({ ok: true }));
  app.get("/readyz", answerReadiness);
  app.get("/metrics", answerMetrics);
  app.use(compression());
  if (env.NODE_ENV === "development") await useVite(app);
  else await useBuild(app);
  return app;
}

/** The path alone: queries carry session tokens and signatures. */
const logRequest: express.RequestHandler = (request, response, next) => {
  const begun = performance.now();
  const { path } = request;
  response.once("finish", () => {
    const level = path === "/healthz" || path === "/readyz" || path.startsWith("/assets/") ? "debug" : "info";
    log[level]({ method: request.method, path, status: response.statusCode, ms: Math.round(performance.now() - begun) }, "request");
  });
  next();
};

const answerReadiness: express.RequestHandler = (_request, response) => {
  expectReady().then(
    () => response.json({ ok: true }),
    (error: Error) => {
      log.warn({ err: error }, "not ready");
      response.status(503).json({ ok: false, why: "the database does not answer, or is not migrated: see DATABASE_URL and npm run migrate" });
    },
  );
};

const answerMetrics: express.RequestHandler = (request, response) => {
  if (!env.METRICS_TOKEN || request.headers.authorization !== `Bearer ${env.METRICS_TOKEN}`) return void response.status(404).end();
  register.metrics().then((text) => response.type(register.contentType).send(text), () => response.status(500).end());
};

async function useBuild(app: express.Express): Promise<void> {
  const at = (path: string) => new URL(path, import.meta.url);
  const build = (await import(at("./server/index.js").href)) as ServerBuild;
  const client = fileURLToPath(at("./client"));
  app.use("/assets", express.static(`${client}/assets`, { immutable: true, maxAge: "1y", fallthrough: false }));
  app.use(express.static(client, { maxAge: "1h", index: false }));
  app.all("*", createRequestHandler({ build, mode: "production" }));
}

async function useVite(app: express.Express): Promise<void> {
  const vite = await (await import("vite")).createServer({ server: { middlewareMode: true }, appType: "custom" });
  app.use(vite.middlewares);
  app.all("*", createRequestHandler({ build: () => vite.ssrLoadModule("virtual:remix/server-build") as Promise<ServerBuild>, mode: "development" }));
}
