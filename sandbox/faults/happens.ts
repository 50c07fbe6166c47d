import type { Sandbox } from "../sandbox";
import type { Faults } from "../world/types";

type Rate = Exclude<keyof Faults, "tokenEndpoint" | "codesLateSeconds">;

/** Whether a fault strikes this time. No number is drawn at rate zero, so that faults of one kind do not move another's. */
export function happens(sandbox: Sandbox, fault: Rate): boolean {
  const rate = sandbox.world.faults[fault];
  return rate > 0 && sandbox.random() < rate;
}
