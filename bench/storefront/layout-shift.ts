import { round, type Row } from "../row";
import { DESKTOP, launchBrowser, PHONE, visitor } from "../../tests/browser/chromium";
import { COOKIE } from "./cookie";

const NAME = "storefront layout shift";

export interface Storefronts { ours: string; plain: string; pages: string[] }

/** The largest sum of layout shifts of any of the pages, on a phone and on a desk: loaded, scrolled and with the panel opened. */
export async function layoutShift({ ours, plain, pages }: Storefronts): Promise<Row> {
  const row = { name: NAME, unit: "CLS", yardstick: null, ratio: null, reach: "0" };
  const browser = await launchBrowser().catch((error: Error) => error.message.split("\n")[0]!);
  if (typeof browser === "string") return { ...row, value: 0, skipped: browser };
  try {
    const shifts: Record<string, number> = {};
    const without: number[] = [];
    for (const [size, viewport] of Object.entries({ phone: PHONE, desk: DESKTOP })) {
      for (const page of pages) {
        shifts[`${size} ${page}`] = round(await shiftOf({ browser, viewport, url: ours + page }), 4);
        without.push(await shiftOf({ browser, viewport, url: plain + page }));
      }
    }
    return { ...row, value: Math.max(...Object.values(shifts)), yardstick: { name: "the pages without our blocks", value: round(Math.max(...without), 4) }, detail: shifts };
  } finally {
    await browser.close();
  }
}

interface Load { browser: Awaited<ReturnType<typeof launchBrowser>>; viewport: typeof PHONE; url: string }

async function shiftOf({ browser, viewport, url }: Load): Promise<number> {
  const { context, page } = await visitor(browser, viewport);
  await context.addCookies([{ ...COOKIE, url: new URL("/", url).href }]);
  // As text: what the build adds to functions is not known in the page.
  await page.addInitScript(`window.shifts = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value; }).observe({ type: "layout-shift", buffered: true });`);
  await page.goto(url, { waitUntil: "load" });
  await page.mouse.wheel(0, 2_000);
  await page.waitForTimeout(1_000);
  const launcher = page.locator(".perennial-launcher > summary");
  if (await launcher.count() > 0) await launcher.click();
  await page.waitForTimeout(500);
  const shifts = Number(await page.evaluate("window.shifts"));
  await context.close();
  return shifts;
}
