import { orderCallFault } from "../../../sandbox/faults/call-faults";
import type { Sandbox } from "../../../sandbox/sandbox";
import type { Random } from "../../../sandbox/world/random";
import { NO_FAULTS } from "../../../sandbox/world/create-world";
import type { CallFault, Shop } from "../../../sandbox/world/types";

const CHANGES = ["discountCodeBasicCreate", "discountRedeemCodeBulkAdd", "discountCodeRedeemCodeBulkDelete"];
const READS = ["codeDiscountNodeByCode", "discountRedeemCodeBulkCreation", "job", "orders", "order"];
const ANSWERS: CallFault["answer"][] = ["server_error", "html", "null_data", "errors", "lost", "lost", "throttled", "too_many_requests"];

/** Everything at once and all the time: events dropped, doubled and late; answers lost, stale and wrong; codes late, refused, not done. */
export function trouble({ world }: Sandbox): void {
  Object.assign(world.faults, {
    drop: 0.15, duplicate: 0.3, delay: 0.3, reorder: 0, stale: 0.15, errorBefore: 0.03, errorAfter: 0.03, throttle: 0.02,
    codesLate: 0.3, codesLateSeconds: 150, codesAnswerLost: 0.25, codesPollLag: 0.2, codesFail: 0.05,
  });
}

export function calm({ world }: Sandbox): void {
  world.faults = { ...NO_FAULTS };
  world.callFaults = [];
}

/** One call of the next round is answered badly; what it asked for is done, or not, or done when nobody thinks of it any more. */
export function orderTrouble(sandbox: Sandbox, shop: Shop, random: Random): void {
  const one = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)]!;
  const field = one(random() < 0.6 ? CHANGES : READS);
  const answer = one(ANSWERS);
  const done = CHANGES.includes(field) && !["throttled", "too_many_requests"].includes(answer);
  const effect = one<CallFault["effect"]>(done ? ["never", "before", { afterSeconds: 20 + Math.floor(random() * 100) }] : ["never"]);
  orderCallFault(sandbox, { field, answer, effect, domain: shop.domain, times: 1 + Math.floor(random() * 3) });
}
