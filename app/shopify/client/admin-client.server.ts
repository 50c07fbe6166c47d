import { setTimeout as pause } from "node:timers/promises";
import { accessToken } from "../tokens/access-token.server";
import { Budget, type Priority, type ThrottleStatus } from "./budget";
import { learnRefused, withoutRefused } from "./refused-fields";
import { ShopifyFault } from "./shopify-fault";

export const API_VERSION = "2026-10";
const TIMEOUT_MS = 20_000;
/** Throttled calls wait for the budget to refill; what would take longer than that in all is left to the worker at once, so that nobody stands in its places. */
const PATIENCE_MS = 45_000;
const TRIES_WHEN_UNAVAILABLE = 3;

/** The Admin API of one shop, for workers. */
export interface AdminClient {
  readonly shop: string;
  /**
   * Runs a document and gives its `data`; where the shop's scopes leave out fields the product can do without, the rest of it.
   * @param how `once`: a call whose answer did not come is not made again, for changes that must not happen twice. What was throttled was not made.
   * @throws ShopifyFault
   */
  run<Data>(document: string, variables?: Record<string, unknown>, how?: { once: boolean }): Promise<Data>;
}

const budgets = new Map<string, Budget>();
/** What each document asked for last: an estimate for the next call. */
const costs = new Map<string, number>();

/** @param priority background work waits while less than half of the shop's budget is free. */
export function adminFor(shop: string, priority: Priority = "member"): AdminClient {
  return { shop, run: <Data>(document: string, variables: Record<string, unknown> = {}, { once } = { once: false }) => runPatiently<Data>({ shop, priority, document, variables, once }) };
}

interface Call { shop: string; priority: Priority; document: string; variables: Record<string, unknown>; once: boolean }

async function runPatiently<Data>(call: Call): Promise<Data> {
  const until = Date.now() + PATIENCE_MS;
  let token = await accessToken(call.shop);
  let renewed = false;
  for (let unavailable = 0; ;) {
    await waitForBudget(call, until);
    try {
      return await runOnce<Data>({ ...call, document: withoutRefused(call.shop, call.document, { nowMs: Date.now() }) }, token);
    } catch (error) {
      if (!(error instanceof ShopifyFault)) throw error;
      if (error.kind === "unauthorized" && !renewed) {
        token = await accessToken(call.shop, token);
        renewed = true;
      } else if (error.kind === "denied" && learnRefused(call.shop, error.fields, Date.now())) continue;
      else if (error.kind === "throttled" && Date.now() + waitOf(error) < until) await pause(waitOf(error));
      else if (error.kind === "unavailable" && !call.once && ++unavailable < TRIES_WHEN_UNAVAILABLE) await pause(250 * 2 ** unavailable);
      else throw error;
    }
  }
}

const waitOf = ({ afterSeconds }: ShopifyFault) => Math.max(250, (afterSeconds ?? 1) * 1000);

function budgetOf(shop: string): Budget {
  let budget = budgets.get(shop);
  if (!budget) budgets.set(shop, (budget = new Budget()));
  return budget;
}

async function waitForBudget({ shop, priority, document }: Call, until: number): Promise<void> {
  const wait = budgetOf(shop).take(costs.get(document) ?? 10, priority, Date.now());
  if (Date.now() + wait > until) throw new ShopifyFault("throttled", `${shop} has no calls to spare for ${Math.ceil(wait / 1000)} s`, { afterSeconds: Math.ceil(wait / 1000) });
  if (wait > 0) await pause(wait);
}

interface Answer {
  data?: unknown;
  errors?: { message?: string; path?: (string | number)[]; extensions?: { code?: string } }[] | string;
  extensions?: { cost?: { requestedQueryCost?: number; actualQueryCost?: number | null; throttleStatus?: ThrottleStatus } };
}

async function runOnce<Data>(call: Call, token: string): Promise<Data> {
  const answer = await post(call, token);
  const cost = answer.extensions?.cost;
  if (cost?.requestedQueryCost) costs.set(call.document, Math.max(cost.requestedQueryCost, cost.actualQueryCost ?? 0));
  if (cost?.throttleStatus) budgetOf(call.shop).note(cost.throttleStatus, Date.now());
  const errors = Array.isArray(answer.errors) ? answer.errors : [];
  if (errors.length > 0) throw faultOf(call.shop, errors, answer);
  if (answer.data === undefined || answer.data === null) throw new ShopifyFault("unavailable", `${call.shop} answered without data`);
  return answer.data as Data;
}

async function post({ shop, document, variables }: Call, token: string): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(`https://${shop}/admin/api/${API_VERSION}/graphql.json`, {
      method: "POST", redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-Shopify-Access-Token": token },
      body: JSON.stringify({ query: document, variables }),
    });
  } catch (error) {
    throw new ShopifyFault("unavailable", `${shop} did not answer`, { cause: error });
  }
  if (response.status === 401) throw new ShopifyFault("unauthorized", `${shop} refused the access token`);
  if (response.status === 429) throw new ShopifyFault("throttled", `${shop} answered 429`, { afterSeconds: Number(response.headers.get("Retry-After")) || 2 });
  if (response.status === 402 || response.status === 403 || response.status === 423) throw new ShopifyFault("denied", `${shop} answered ${response.status}: frozen, locked or not allowed`);
  if (response.status === 404) throw new ShopifyFault("unauthorized", `${shop} answered 404: expected a shop`);
  if (!response.ok) throw new ShopifyFault("unavailable", `${shop} answered ${response.status}`);
  const body = (await response.json().catch(() => null)) as Answer | null;
  if (body === null || typeof body !== "object") throw new ShopifyFault("unavailable", `${shop} answered something that is no JSON`);
  return body;
}

function faultOf(shop: string, errors: Exclude<Answer["errors"], string | undefined>, answer: Answer): ShopifyFault {
  const code = errors.find((error) => error.extensions?.code)?.extensions?.code;
  const said = errors.map((error) => error.message ?? "").join("; ").slice(0, 300);
  if (code === "THROTTLED") {
    const { requestedQueryCost = 0, throttleStatus } = answer.extensions?.cost ?? {};
    const missing = throttleStatus ? Math.ceil((requestedQueryCost - throttleStatus.currentlyAvailable) / throttleStatus.restoreRate) : 1;
    return new ShopifyFault("throttled", `${shop} throttled the call`, { code, afterSeconds: Math.max(1, missing) });
  }
  if (code === "INTERNAL_SERVER_ERROR" || code === "TIMEOUT") return new ShopifyFault("unavailable", `${shop}: ${said}`, { code });
  if (code === "ACCESS_DENIED") return new ShopifyFault("denied", `${shop}: ${said}`, { code, fields: refusedFields(errors) });
  return new ShopifyFault("invalid", `${shop}: ${said}`, { code });
}

/** Empty when anything else is wrong, or when what was asked for was refused as a whole. */
function refusedFields(errors: Exclude<Answer["errors"], string | undefined>): string[] {
  const fields = errors.map(({ path, extensions }) => (extensions?.code === "ACCESS_DENIED" && path && path.length > 1 ? path.findLast((part) => typeof part === "string") : undefined));
  return fields.every((field) => field !== undefined) ? [...new Set(fields)] : [];
}
