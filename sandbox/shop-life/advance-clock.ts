import type { Sandbox } from "../sandbox";
import { courierOf } from "../webhooks/courier-of";
import { advance, nowMs } from "../world/clock";
import { Refusal } from "./refusal";

const MOST_MS = 400 * 86_400_000;

/**
 * Moves the sandbox clock forward. Deliveries that fall due on the way are sent when the clock stands at their time, so a retry
 * schedule of four hours runs off within one call.
 */
export async function advanceClock(sandbox: Sandbox, command: { ms: number }): Promise<Date> {
  if (!Number.isSafeInteger(command.ms) || command.ms < 0 || command.ms > MOST_MS) {
    throw new Refusal(`ms ${command.ms}: expected whole milliseconds from 0 to ${MOST_MS} (400 days)`);
  }
  const target = nowMs(sandbox.world) + command.ms;
  await courierOf(sandbox.world)?.runUntil(target);
  advance(sandbox.world, Math.max(0, target - nowMs(sandbox.world)));
  sandbox.save();
  return sandbox.now();
}
