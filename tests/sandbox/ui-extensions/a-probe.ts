import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSandbox, type StartedSandbox } from "../../../sandbox/server";
import { installApp } from "../../../sandbox/shop-life/install-app";
import type { Shop } from "../../../sandbox/world/types";
import { buildExtensions } from "../../../scripts/build-extensions.mjs";

const FIXTURE = path.join(import.meta.dirname, "fixture");

export interface Probed extends StartedSandbox { shop: Shop; root: string }

/** A sandbox whose app has one extension, `probe`, built from the fixture beside this file in a folder of its own. */
export async function aProbe(): Promise<Probed> {
  const folder = mkdtempSync(path.join(tmpdir(), "probe-"));
  cpSync(FIXTURE, folder, { recursive: true });
  await buildExtensions({ folder: path.join(folder, "extensions") });
  const started = await startSandbox({ seed: 7, appConfigFile: path.join(folder, "shopify.app.toml"), app: { apiKey: "probe-key", apiSecret: "probe-secret" } });
  const shop = started.sandbox.world.shops["evergreen-goods.myshopify.com"]!;
  for (const each of Object.values(started.sandbox.world.shops)) installApp(started.sandbox, each, {});
  shop.plan = "plus";
  const close = async () => {
    await started.close();
    rmSync(folder, { recursive: true });
  };
  return { ...started, shop, root: `${started.url}/shop/evergreen-goods`, close };
}
