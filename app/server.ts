import http from "node:http";
import { env, parseEnv } from "./env.server";
import { openDoor } from "./inbox/open-door.server";
import { log } from "./log.server";
import { createPages } from "./server/pages";
import { closeDatabase } from "./store/db.server";
import { expectReady } from "./store/readiness.server";

/** Where Shopify's webhooks go, whatever stands behind it. */
const WEBHOOKS = /^\/webhooks(?:[/?]|$)/;
const PATIENCE_MS = 10_000;

try {
  await start();
} catch (error) {
  console.error(sentence(error));
  process.exit(1);
}

async function start(): Promise<void> {
  parseEnv(process.env);
  const door = openDoor();
  const server = http.createServer({ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 });
  let handle: http.RequestListener = (_request, response) => void response.writeHead(503, { "Retry-After": "1" }).end();
  server.on("request", (request, response) => {
    // The door stands before everything else: no middleware, no session, nothing that could wait.
    if (WEBHOOKS.test(request.url ?? "")) void door.answer(request, response);
    else handle(request, response);
  });
  let closePages = async () => {};
  const stop = stopOnce(async () => {
    const finished = lastAnswer(server);
    await door.drain();
    await finished;
    await closePages();
    await closeDatabase();
  });
  // From the first request on: the door answers before the pages are ready, and what it answered 200 must be finished.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop);
  await listen(server, env.PORT);
  const pages = await createPages(server);
  ({ handle, close: closePages } = pages);
  log.info({ port: env.PORT }, "listening");
  await expectReady().catch((error: unknown) => log.error(sentence(error)));
}

function listen(server: http.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new Error(`port ${port} is in use: stop the program that listens there, or choose another with PORT=<port>`) : error));
    server.listen(port, resolve);
  });
}

/** Takes no more requests; resolves when those that are under way have their answers. */
async function lastAnswer(server: http.Server): Promise<void> {
  // A connection that is kept alive counts as open until somebody closes it.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  await new Promise((resolve) => server.close(resolve)).finally(() => clearInterval(idle));
}

/** Ends the process when everything is finished, or when patience ends. */
function stopOnce(close: () => Promise<void>): () => void {
  let stopping = false;
  return () => {
    if (stopping) return;
    stopping = true;
    log.info("stopping");
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    void close().then(() => process.exit(0), () => process.exit(1));
  };
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
