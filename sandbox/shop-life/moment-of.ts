import type { Sandbox } from "../sandbox";
import type { Iso } from "../world/types";
import { Refusal } from "./refusal";

/** When a command happens: now on the sandbox clock, or the past moment it names. */
export function momentOf(sandbox: Sandbox, at: Iso | undefined): Iso {
  const now = sandbox.now();
  if (at === undefined) return now.toISOString();
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) throw new Refusal(`at ${at}: expected an ISO-8601 time`);
  if (time > now) throw new Refusal(`at ${at}: it is ${now.toISOString()} on the sandbox clock, expected a time that has passed`);
  return time.toISOString();
}
