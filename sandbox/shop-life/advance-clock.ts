import type { Sandbox } from "../sandbox";
import { dueCodeWork, runCodeWork } from "../discounts/run-code-work";
import { nextLateWork, runLateWork } from "../faults/late-work";
import { courierOf } from "../webhooks/courier-of";
import { advance, nowMs } from "../world/clock";
import { Refusal } from "./refusal";

const MOST_MS = 400 * 86_400_000;

/**
 * Moves the sandbox clock forward. Deliveries, bulk work on discount codes and late effects of calls that fall due on the way are done when the clock stands
 * at their time, so a retry schedule of four hours runs off within one call.
 */
export async function advanceClock(sandbox: Sandbox, command: { ms: number }): Promise<Date> {
  if (!Number.isSafeInteger(command.ms) || command.ms < 0 || command.ms > MOST_MS) {
    throw new Refusal(`ms ${command.ms}: expected whole milliseconds from 0 to ${MOST_MS} (400 days)`);
  }
  const target = nowMs(sandbox.world) + command.ms;
  for (let due = nextWork(sandbox); due <= target; due = nextWork(sandbox)) {
    await moveTo(sandbox, due);
    await runLateWork(sandbox);
    runCodeWork(sandbox);
  }
  await moveTo(sandbox, target);
  sandbox.save();
  return sandbox.now();
}

function nextWork({ world }: Sandbox): number {
  return Math.min(dueCodeWork(world) ?? Infinity, nextLateWork(world) ?? Infinity);
}

async function moveTo(sandbox: Sandbox, target: number): Promise<void> {
  await courierOf(sandbox.world)?.runUntil(target);
  advance(sandbox.world, Math.max(0, target - nowMs(sandbox.world)));
}
