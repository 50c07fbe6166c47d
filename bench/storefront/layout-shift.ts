import { round, type Row } from "../row";
import { DESKTOP, launchBrowser, PHONE, visitor } from "../../tests/browser/chromium";
import { COOKIE } from "./cookie";

const NAME = "storefront layout shift";

/** The largest sum of layout shifts of any of the pages, on a phone and on a desk, loaded, scrolled and with the panel opened. */
export async function layoutShift(urls: string[]): Promise<Row> {
  const row = { name: NAME, unit: "CLS", yardstick: null, ratio: null, reach: "0" };
  const browser = await launchBrowser().catch((error: Error) => error.message.split("\n")[0]!);
  if (typeof browser === "string") return { ...row, value: 0, skipped: browser };
  try {
    const shifts: number[] = [];
    for (const viewport of [PHONE, DESKTOP]) {
      for (const url of urls) shifts.push(await shiftOf({ browser, viewport, url }));
    }
    return { ...row, value: round(Math.max(...shifts), 4), detail: { loads: shifts.length } };
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
  await page.locator(".perennial-launcher > summary").click();
  await page.waitForTimeout(500);
  const shifts = Number(await page.evaluate("window.shifts"));
  await context.close();
  return shifts;
}
