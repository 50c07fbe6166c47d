import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { startSandbox, type StartedSandbox } from "../../sandbox/server";
import { aMemberCard, aProgramCard, putCards } from "../../tests/extensions/storefront";
import { round, type Row } from "../row";
import type { Bench } from "../run";
import { type BlockTime, blockTimes } from "./block-times";
import { COOKIE } from "./cookie";
import { layoutShift } from "./layout-shift";
import { pageTimes, type PageTimes } from "./page-times";

const root = fileURLToPath(new URL("../..", import.meta.url));
const SHOP = "evergreen-goods";

/** What our blocks add to a member's pages: bytes, movement and time, against the same pages without the extension. */
export async function measureStorefront(bench: Bench): Promise<Row[]> {
  const dir = await mkdtemp(path.join(os.tmpdir(), "perennial-bench-"));
  await copyFile(path.join(root, "shopify.app.toml"), path.join(dir, "shopify.app.toml"));
  const [ours, plain] = [await storefront(path.join(root, "shopify.app.toml")), await storefront(path.join(dir, "shopify.app.toml"))];
  try {
    const pages = pagesOf(ours);
    const bytes = await bytesRows(`${ours.url}/shop/${SHOP}/`);
    const times = pageTimes({ ours, plain, shop: `${SHOP}.myshopify.com`, times: bench.short ? 300 : 1500 });
    const blocks = blockTimes(ours, ours.sandbox.world.shops[`${SHOP}.myshopify.com`]!, bench.short ? 300 : 1500);
    return [...bytes, await layoutShift({ ours: ours.url, plain: plain.url, pages }), ...times.map(timeRow), ...blocks.map(blockRow)];
  } finally {
    await Promise.all([ours.close(), plain.close()]);
    await rm(dir, { recursive: true, force: true });
  }
}

/** A sandbox whose app has the extensions beside `appConfigFile`, if any. */
async function storefront(appConfigFile: string): Promise<StartedSandbox> {
  const started = await startSandbox({ seed: 7, appConfigFile, app: { apiKey: "k", apiSecret: "s", appUrl: "http://127.0.0.1:9" } });
  putCards(started.sandbox.world.shops[`${SHOP}.myshopify.com`]!, { program: aProgramCard(), card: aMemberCard(), customer: { firstName: "Mia" } });
  return started;
}

function pagesOf({ sandbox }: StartedSandbox): string[] {
  const { products } = sandbox.world.shops[`${SHOP}.myshopify.com`]!;
  return ["", "/collections/all", `/products/${Object.values(products)[0]!.handle}`].map((at) => `/shop/${SHOP}${at}`);
}

async function bytesRows(url: string): Promise<Row[]> {
  const html = await (await fetch(url, { headers: { cookie: `${COOKIE.name}=${COOKIE.value}` } })).text();
  const asset = (name: string) => readFile(path.join(root, "extensions/loyalty-theme/assets", name));
  const scripts = await Promise.all(["perennial.js", "figures.js", "rewards.js"].map(asset));
  const styles = await asset("perennial.css");
  const external = [...html.matchAll(/<script[^>]* src="[^"]*\/extensions\/[^"]*"/g)].length;
  const inline = /<script data-src="[^"]*perennial\.js[^"]*" data-said="[^"]*">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
  const row = (name: string, value: number, reach: string, detail: Row["detail"]): Row => ({ name, value, unit: "bytes", yardstick: null, ratio: null, reach, detail: detail! });
  return [
    row("storefront script before the first touch", external === 0 ? 0 : scripts[0]!.length, "0", { filesLoaded: external, inlineListener: Buffer.byteLength(inline) }),
    row("storefront script after the first touch", scripts.reduce((sum, script) => sum + gzipSync(script).length, 0), "<= 10,000 (gzip)", { raw: scripts.reduce((sum, { length }) => sum + length, 0) }),
    row("storefront styles", gzipSync(styles).length, "<= 5,000 (gzip)", { raw: styles.length }),
  ];
}

function blockRow({ block, count, took, quartiles }: BlockTime): Row {
  return { name: `storefront block, ${count === 1 ? "" : `${count} times `}${block}`, value: round(took, 3), unit: "ms", yardstick: null, ratio: null, reach: "", detail: { quartiles: quartiles.map((value) => round(value, 3)) } };
}

function timeRow({ page, plain, added, quartiles, htmlAdded }: PageTimes): Row {
  return {
    name: `storefront render time added, ${page}`, value: round(added, 2), unit: "ms", yardstick: { name: "the page without our blocks, ms", value: round(plain, 2) },
    ratio: round(added / plain, 2), reach: "<= 2 ms", detail: { quartiles: quartiles.map((value) => round(value, 2)), htmlAddedGzipBytes: htmlAdded },
  };
}
