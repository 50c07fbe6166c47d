import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterEach, beforeEach } from "vitest";

const EXECUTABLE = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((at) => existsSync(at));
/** HeadlessChrome's own user agent is taken for a bot by Shopify's library. */
const USER_AGENT = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36";
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** @param keepsPages the back button brings a page back as it was left, as for shoppers; whoever drives it does not hear of it */
export async function launchBrowser({ keepsPages = false } = {}): Promise<Browser> {
  if (!EXECUTABLE) throw new Error("no Chromium on this machine: apt-get install -y --no-install-recommends chromium fonts-liberation fonts-inter, or set CHROMIUM to its path");
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGS, ...(keepsPages && { ignoreDefaultArgs: ["--disable-back-forward-cache"] }) });
}

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** A fresh visitor. Console errors and failed requests of the walk are collected in `problems`. */
export async function visitor(browser: Browser, viewport = DESKTOP): Promise<{ context: BrowserContext; page: Page; problems: string[] }> {
  const context = await browser.newContext({ userAgent: USER_AGENT, viewport, deviceScaleFactor: 1 });
  // How long a thing may take is the bench's matter.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => { if (message.type() === "error") problems.push(message.text()); });
  page.on("pageerror", (error) => problems.push(String(error)));
  return { context, page, problems };
}

/** Pictures to look at, in .perennial/walks (git ignores it). */
export async function picture(page: Page, name: string): Promise<void> {
  const dir = path.resolve(".perennial/walks");
  mkdirSync(dir, { recursive: true });
  await page.screenshot({ path: path.join(dir, `${name}.png`), fullPage: false, animations: "disabled" });
}

/** What a failing walk looked like, and the rest of its steps are not tried: they stand on one another. */
export function steps(page: () => Page): void {
  let failed: string | null = null;
  beforeEach(({ skip }) => { if (failed) skip(`after the failed step “${failed}”`); });
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    failed = task.name;
    await picture(page(), `failed ${task.name}`.replace(/\W+/g, "-"));
  });
}
