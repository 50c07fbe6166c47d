import type { Sandbox } from "../sandbox";
import { Refusal } from "../shop-life/refusal";
import type { CatalogEntry, Iso, Shop, SimulatorState } from "../world/types";
import { planHistory } from "./plan-history";
import { runHistory } from "./run-history";

export interface StartSimulator { seed?: number | undefined; customers?: number | undefined; months?: number | undefined }

export interface SimulatorStatus { shop: string; state: SimulatorState["state"] | "none"; done: number; total: number; customers: number; orders: number; until: Iso | null; error: string | null }

const runs = new WeakMap<Shop, { stop: AbortController; finished: Promise<void> }>();

/** Starts a shop's history, or goes on with one that was paused or cut off; a finished one stays as it is. Plays in the background. */
export function startSimulator(sandbox: Sandbox, shop: Shop, command: StartSimulator): SimulatorStatus {
  if (runs.has(shop)) return simulatorStatus(shop);
  if (!shop.install) throw new Refusal(`shop ${shop.domain}: the app is not installed, expected it to be installed before its history is told`);
  const state = (shop.simulator ??= newState(sandbox, shop, command));
  if (state.state === "done") return simulatorStatus(shop);
  const plan = planHistory(state);
  Object.assign(state, { state: "running", total: plan.length, error: null });
  const stop = new AbortController();
  const finished = runHistory(sandbox, shop, plan, { signal: stop.signal, onProgress: () => sandbox.save() })
    .then(() => { finish(sandbox, state); })
    .catch((error: Error) => { Object.assign(state, { state: "failed", error: error.message }); sandbox.log(`simulator of ${shop.domain} stopped at event ${state.next}: ${error.message}`); })
    .finally(() => runs.delete(shop));
  runs.set(shop, { stop, finished });
  sandbox.onClose(() => pauseSimulator(shop).then(() => undefined));
  return simulatorStatus(shop);
}

/** Stops after the current event; starting again goes on from there. */
export async function pauseSimulator(shop: Shop): Promise<SimulatorStatus> {
  const run = runs.get(shop);
  run?.stop.abort();
  await run?.finished;
  if (shop.simulator?.state === "running") shop.simulator.state = "paused";
  return simulatorStatus(shop);
}

/** Resolves when the run that is under way has ended. */
export async function simulatorEnd(shop: Shop): Promise<SimulatorStatus> {
  await runs.get(shop)?.finished;
  return simulatorStatus(shop);
}

export function simulatorStatus(shop: Shop): SimulatorStatus {
  const state = shop.simulator;
  if (!state) return { shop: shop.domain, state: "none", done: 0, total: 0, customers: 0, orders: 0, until: null, error: null };
  const cutOff = state.state === "running" && !runs.has(shop);
  return {
    shop: shop.domain, state: cutOff ? "paused" : state.state, done: state.next, total: state.total,
    customers: Object.keys(state.customerIds).length, orders: Object.keys(state.orderIds).length, until: state.until, error: state.error,
  };
}

function newState(sandbox: Sandbox, shop: Shop, command: StartSimulator): SimulatorState {
  const now = sandbox.now().toISOString();
  return {
    seed: command.seed ?? sandbox.world.seed, customers: command.customers ?? 2_000, months: command.months ?? 18, until: now, catalog: catalogOf(shop),
    state: "running", error: null, next: 0, total: 0, startedAt: now, finishedAt: null, customerIds: {}, orderIds: {},
  };
}

function finish(sandbox: Sandbox, state: SimulatorState): void {
  if (state.next < state.total) state.state = "paused";
  else Object.assign(state, { state: "done", finishedAt: sandbox.now().toISOString() });
}

/** What a shop sells, as the plan needs it: categories are product types. */
export function catalogOf(shop: Shop): CatalogEntry[] {
  return Object.values(shop.products).filter((product) => product.status === "active").flatMap((product) => product.variants.map((variant) => ({
    variantId: variant.id, category: product.productType, priceMinor: variant.priceMinor, giftCard: product.giftCard ?? false, requiresShipping: !product.giftCard,
  })));
}
