import { happens } from "../faults/happens";
import type { Sandbox } from "../sandbox";
import { addCode, removeCodes } from "../shop-life/add-codes";
import { nowOf } from "../world/clock";
import type { BulkCreation, Id, Shop, World } from "../world/types";
import { codeKey, liveDiscount } from "./redeem-codes";
import { refuseCode, TAKEN } from "./refuse-code";

const KEPT = 1_000;
const TICK_MS = 100;

/** Does what is due of bulk additions and deletions of codes in every shop. */
export function runCodeWork(sandbox: Sandbox): void {
  const now = nowOf(sandbox.world);
  for (const shop of Object.values(sandbox.world.shops)) {
    const creations = Object.values(shop.bulkCreations).filter(({ results, dueAt }) => results === null && dueAt <= now);
    for (const creation of creations.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))) create(sandbox, shop, creation);
    for (const deletion of Object.values(shop.codeDeletions).filter(({ done, dueAt }) => !done && dueAt <= now)) {
      const discount = liveDiscount(shop, deletion.discountId);
      if (discount) removeCodes(sandbox, shop, { discount, codeIds: deletion.codeIds });
      deletion.done = true;
      deletion.codeIds = [];
      sandbox.save();
    }
    forgetOld(shop.bulkCreations, ({ results }) => results !== null);
    forgetOld(shop.codeDeletions, ({ done }) => done);
  }
}

/** When the next such work is due, in milliseconds of the sandbox clock; null when none waits. */
export function dueCodeWork(world: World): number | null {
  const times = Object.values(world.shops).flatMap((shop) => [
    ...Object.values(shop.bulkCreations).filter(({ results }) => results === null), ...Object.values(shop.codeDeletions).filter(({ done }) => !done),
  ]).map(({ dueAt }) => Date.parse(dueAt));
  return times.length === 0 ? null : Math.min(...times);
}

/** Looks for due work for as long as the sandbox runs. */
export function watchCodeWork(sandbox: Sandbox): void {
  const timer = setInterval(() => runCodeWork(sandbox), TICK_MS);
  timer.unref();
  sandbox.onClose(() => clearInterval(timer));
}

/** Each code for itself: one that is refused does not keep the others back. */
function create(sandbox: Sandbox, shop: Shop, creation: BulkCreation): void {
  const discount = liveDiscount(shop, creation.discountId);
  const seen = new Set<string>();
  creation.results = creation.codes.map((code) => {
    const twice = seen.has(codeKey(code));
    seen.add(codeKey(code));
    const error = !discount ? "Code discount does not exist." : twice ? "Codes must be unique within BulkDiscountCodeCreation" : refusal(sandbox, shop, code);
    return { code, error, redeemCodeId: error === null ? addCode(sandbox, shop, { discount: discount!, code }).id : null };
  });
  sandbox.save();
}

function refusal(sandbox: Sandbox, shop: Shop, code: string): string | null {
  if (happens(sandbox, "codesFail")) return "could not be saved. Please try again.";
  return (happens(sandbox, "codeTaken") ? TAKEN : refuseCode(shop, code))?.message ?? null;
}

/** What is done is kept for polls, the youngest of it. */
function forgetOld<Work>(work: Record<Id, Work>, isDone: (work: Work) => boolean): void {
  const rows = Object.entries(work);
  for (const [id, row] of rows.slice(0, Math.max(0, rows.length - KEPT))) if (isDone(row)) delete work[id];
}
