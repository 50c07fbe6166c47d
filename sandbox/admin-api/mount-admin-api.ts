import { randomUUID } from "node:crypto";
import express from "express";
import { runCodeWork, watchCodeWork } from "../discounts/run-code-work";
import { takeCallFault } from "../faults/call-faults";
import { happens } from "../faults/happens";
import { runLateWork, watchLateWork } from "../faults/late-work";
import { grantOfToken } from "../oauth/grant-of-token";
import type { Sandbox } from "../sandbox";
import { shopOfRequest } from "../shop-of-request";
import type { Shop } from "../world/types";
import { answerBadly, tooManyRequests } from "./answer-badly";
import { effectiveScopes } from "./core/access";
import type { ApiContext } from "./core/context";
import { executeRequest, type ApiRequest } from "./core/execute-request";
import { fieldsOf } from "./core/prepare-document";
import { serveBulkResults } from "./bulk/serve-bulk-results";

export const API_VERSION = "2026-10";
/** Of all throttled requests, those that are turned away by HTTP status before their cost is looked at. */
const SHARE_OF_429 = 0.25;

/** `POST /admin/api/2026-10/graphql.json` with `X-Shopify-Access-Token`, the results of bulk operations, and `/api/deprecations`. */
export function mountAdminApi(app: express.Express, sandbox: Sandbox): void {
  app.post("/admin/api/:version/graphql.json", express.json({ limit: "12mb" }), (request, response, next) => {
    if (request.params.version !== API_VERSION) return void response.status(404).json({ errors: "Not Found" });
    const shop = shopOfRequest(sandbox.world, request);
    if (!shop) return void response.status(404).json({ errors: "Not Found" });
    const grant = grantOfToken(sandbox.world, shop, request.get("x-shopify-access-token") ?? "");
    if ("refused" in grant) return void response.status(grant.refused).json({ errors: grant.message });
    response.set({ "X-Shopify-API-Version": API_VERSION, "X-Request-Id": randomUUID() });
    answer(response, sandbox, { shop, scopes: grant.scopes, body: request.body }).catch(next);
  });
  app.get("/api/deprecations", (_request, response) => {
    response.json([...sandbox.deprecations].map(([name, { reason, count }]) => ({ name, reason, count })));
  });
  serveBulkResults(app, sandbox);
  watchCodeWork(sandbox);
  watchLateWork(sandbox);
}

async function answer(response: express.Response, sandbox: Sandbox, call: { shop: Shop; scopes: string[]; body: unknown }): Promise<void> {
  const request = requestOf(call.body);
  if (!request) return void response.status(400).json({ errors: { query: "Required parameter missing or invalid" } });
  if (happens(sandbox, "errorBefore")) return void internalError(response);
  const throttled = happens(sandbox, "throttle");
  if (throttled && sandbox.random() < SHARE_OF_429) return void tooManyRequests(response, 2);
  await runLateWork(sandbox);
  runCodeWork(sandbox);
  const context: ApiContext = { sandbox, shop: call.shop, scopes: effectiveScopes(call.scopes), stale: happens(sandbox, "stale"), throttled };
  const fault = takeCallFault(sandbox, call.shop, fieldsOf(request.query));
  if (fault) return answerBadly(response, { context, request, fault });
  const body = await executeRequest(context, request);
  if (context.answerLost) return void response.socket?.destroy();
  if (happens(sandbox, "errorAfter")) return void internalError(response);
  response.json(body);
}

function internalError(response: express.Response): void {
  response.status(500).json({ errors: "Internal Server Error" });
}

function requestOf(body: unknown): ApiRequest | null {
  const { query, variables, operationName } = (body ?? {}) as Record<string, unknown>;
  if (typeof query !== "string" || query.trim() === "") return null;
  if (variables !== undefined && variables !== null && (typeof variables !== "object" || Array.isArray(variables))) return null;
  return { query, variables: (variables ?? {}) as Record<string, unknown>, ...(typeof operationName === "string" ? { operationName } : {}) };
}
