import { gzipSync } from "node:zlib";
import type { Browser, Page, Response } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DESKTOP, launchBrowser, PHONE, picture, visitor } from "./chromium";
import { logIn, shopUrl } from "./product";

const MAYA = "7310000000001";
let browser: Browser;
beforeAll(async () => { browser = await launchBrowser(); });
afterAll(() => browser?.close());

/** Our scripts as they come over the wire, compressed, by address. */
function weigh(page: Page): Map<string, Promise<number>> {
  const scripts = new Map<string, Promise<number>>();
  page.on("response", (response: Response) => {
    if (response.request().resourceType() === "script" && response.url().includes("/extensions/")) scripts.set(response.url(), response.body().then((body) => gzipSync(body).length));
  });
  return scripts;
}

interface Shift { hadRecentInput: boolean; value: number; sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[] }

/** What moved without having been touched, with what moved it from where to where. */
const shifts = (page: Page) => page.evaluate(() => (window as unknown as { shifted: string[] }).shifted);

async function visit(viewport: typeof DESKTOP) {
  const { page, context, problems } = await visitor(browser, viewport);
  await page.addInitScript(() => {
    const seen = window as unknown as { shifted: string[] };
    seen.shifted = [];
    const place = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].map(Math.round).join(" ");
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, value, sources } of list.getEntries() as unknown as Shift[]) {
        if (!hadRecentInput) seen.shifted.push(`${value}: ${sources.map(({ node, previousRect, currentRect }) => `${(node as Element | null)?.outerHTML?.slice(0, 80) ?? node?.textContent} from ${place(previousRect)} to ${place(currentRect)}`).join("; ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return { page, problems, scripts: weigh(page), close: () => context.close() };
}

describe("what the blocks cost the storefront", () => {
  test.each([["a guest", DESKTOP, false], ["a member", DESKTOP, true], ["a member on a phone", PHONE, true]] as const)("%s: no script before the first touch, at most 10 KB after it, no shift", async (_who, viewport, member) => {
    const { page, scripts, problems, close } = await visit(viewport);
    if (member) await logIn(page, MAYA);
    for (const path of ["/", "/products/monstera-deliciosa", "/collections/houseplants", "/cart"]) {
      await page.goto(shopUrl(path));
      await page.waitForLoadState("networkidle");
      await page.mouse.wheel(0, 600);
      expect([path, scripts.size, await shifts(page)]).toEqual([path, 0, []]);
    }
    await page.goto(shopUrl("/"));
    await page.locator(".perennial-launcher > summary").click();
    await page.locator("[aria-modal=true]").waitFor();
    // What comes for a member's codes comes after their figures.
    if (member) await page.waitForFunction(() => (window as unknown as { perennial: { rewards?: unknown } }).perennial.rewards);
    await page.waitForLoadState("networkidle");
    const bytes = (await Promise.all(scripts.values())).reduce((sum, size) => sum + size, 0);
    console.log(`script after the first touch: ${bytes} bytes gzip in ${scripts.size} files`);
    expect(scripts.size).toBe(member ? 3 : 1);
    expect(bytes).toBeLessThanOrEqual(10_000);
    expect(await shifts(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  test("with the script blocked the panel opens and reads all the same", async () => {
    const { page, close } = await visit(PHONE);
    await page.route("**/perennial.js*", (route) => route.abort());
    await logIn(page, MAYA);
    await page.goto(shopUrl("/"));
    await page.locator(".perennial-launcher > summary").click();
    const panel = page.locator(".perennial-panel");
    for (const part of ["Hi Maya", "Silver", "points", "How tiers work", "Your activity"]) await panel.getByText(part).first().waitFor();
    await picture(page, "weight-script-blocked");
    await page.locator(".perennial-launcher > summary").click();
    expect(await page.locator(".perennial-launcher").getAttribute("open")).toBeNull();
    await close();
  });
});
