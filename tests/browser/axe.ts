import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
interface Finding { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }

/** What axe finds, one line a place. @param within a selector of what is ours to answer for. */
export async function violations(frame: Frame | Page, within: string, { seriousOnly }: { seriousOnly: boolean }): Promise<string[]> {
  await frame.evaluate(AXE);
  // What is still fading in has other colors than it comes to.
  await frame.evaluate(async () => {
    const ends = document.getAnimations().filter(({ playState, effect }) => playState === "running" && Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(ends.map(({ finished }) => finished));
  });
  const found = await frame.evaluate((selector) => (window as unknown as { axe: { run(within: string): Promise<{ violations: Finding[] }> } }).axe.run(selector), within);
  return found.violations.filter(({ impact }) => !seriousOnly || impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary.replace(/\s+/g, " ")}`));
}

/** The app's own document inside the admin. */
export async function appFrame(page: Page): Promise<Frame> {
  return (await (await page.waitForSelector("#app")).contentFrame())!;
}
