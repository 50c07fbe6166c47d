import type { AddressInfo } from "node:net";
import { pathToFileURL } from "node:url";
import express from "express";
import { fetchSchema } from "../scripts/fetch-schema";
import { mountAdminApi } from "./admin-api/mount-admin-api";
import { mountAdminFrame } from "./admin-frame/mount-admin-frame";
import { mountAppProxy } from "./app-proxy/mount-app-proxy";
import { mountCheckout } from "./checkout/mount-checkout";
import { mountControl } from "./control/mount-control";
import { mountAccount } from "./customer-account/mount-account";
import { mountOauth } from "./oauth/mount-oauth";
import { openSandbox, type SandboxOptions } from "./open-sandbox";
import type { Sandbox } from "./sandbox";
import { mountStorefront } from "./storefront/mount-storefront";
import { mountUiExtensions } from "./ui-extensions/mount-ui-extensions";
import { mountWebhooks } from "./webhooks/mount-webhooks";

/** In the order their paths are tried. */
const PARTS: ((app: express.Express, sandbox: Sandbox) => void)[] = [
  mountOauth, mountAdminApi, mountWebhooks, mountControl, mountUiExtensions, mountStorefront, mountAccount, mountAppProxy, mountCheckout, mountAdminFrame,
];

export interface StartedSandbox { url: string; sandbox: Sandbox; close(): Promise<void> }

/** Starts a sandbox on a port (0 picks a free one). `close` ends its timers and connections and writes the snapshot. */
export async function startSandbox(options: SandboxOptions & { port?: number; publicUrl?: string } = {}): Promise<StartedSandbox> {
  const { sandbox, close: closeSandbox } = openSandbox(options);
  const app = express();
  app.disable("x-powered-by");
  app.get("/healthz", (_request, response) => void response.json({ ok: true, now: sandbox.now().toISOString() }));
  for (const mount of PARTS) mount(app, sandbox);
  app.use(answerError(sandbox));
  const server = await new Promise<ReturnType<typeof app.listen>>((resolve, reject) => {
    const listening = app.listen(options.port ?? 0, "127.0.0.1", () => resolve(listening));
    listening.once("error", reject);
  });
  // Longer than clients keep idle connections, so that none is closed under a request on its way.
  server.keepAliveTimeout = 65_000;
  sandbox.url = options.publicUrl ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await closeSandbox();
  };
  return { url: sandbox.url, sandbox, close };
}

/** Bodies that cannot be read are the caller's fault and named so; everything else is a fault of the sandbox. */
function answerError({ log }: Sandbox): express.ErrorRequestHandler {
  return (error: Error & { status?: number }, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error.status ?? 500;
    if (status >= 500) log(`${request.method} ${request.path} failed: ${error.stack ?? error.message}`);
    response.status(status).json({ errors: status >= 500 ? "Internal Server Error" : error.message });
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();

async function main(): Promise<void> {
  const env = process.env;
  await fetchSchema(console.log).catch((error: Error) => {
    console.error(`sandbox: ${error.message}`);
    process.exit(1);
  });
  const started = await startSandbox({
    port: Number(env.SANDBOX_PORT ?? 4010), seed: Number(env.SANDBOX_SEED ?? 1), appConfigFile: env.SHOPIFY_APP_CONFIG ?? "shopify.app.toml",
    ...(env.SANDBOX_DATA ? { data: env.SANDBOX_DATA } : {}),
    app: {
      ...(env.SHOPIFY_API_KEY ? { apiKey: env.SHOPIFY_API_KEY } : {}), ...(env.SHOPIFY_API_SECRET ? { apiSecret: env.SHOPIFY_API_SECRET } : {}),
      ...(env.APP_URL ? { appUrl: env.APP_URL.replace(/\/$/, "") } : {}),
    },
    log: (line) => console.log(`sandbox: ${line}`),
  }).catch((error: NodeJS.ErrnoException) => {
    console.error(error.code === "EADDRINUSE" ? `sandbox: port ${env.SANDBOX_PORT ?? 4010} is in use, set SANDBOX_PORT to a free one` : `sandbox: ${error.message}`);
    process.exit(1);
  });
  console.log(`sandbox: listening on ${started.url}`);
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void started.close().then(() => process.exit(0));
    });
  }
}
