import { setTimeout as wait } from "node:timers/promises";
import express from "express";
import type { Sandbox } from "../sandbox";
import { shopOfRequest } from "../shop-of-request";
import { exchangeToken } from "./exchange-token";
import { refreshAccess } from "./refresh-access";

/** Long enough that a sensible client gives up waiting. */
const SLOW_MS = 8_000;

export interface TokenAnswer { status: number; body: Record<string, unknown> }

/**
 * `POST /admin/oauth/access_token`: token exchange and refresh. For a shop without the app it answers 400 `app_not_installed`
 * to an exchange and 401 `invalid_request` to a refresh: neither can be mended by a new session token.
 */
export function mountOauth(app: express.Express, sandbox: Sandbox): void {
  app.post("/admin/oauth/access_token", express.json(), express.urlencoded({ extended: false }), async (request, response) => {
    const fault = sandbox.world.faults.tokenEndpoint;
    if (fault === "refuse") return void response.status(503).json({ error: "temporarily_unavailable" });
    if (fault === "slow") await wait(SLOW_MS, undefined, { ref: false });
    const shop = shopOfRequest(sandbox.world, request);
    if (!shop) return void response.status(404).json({ error: "shop_not_found" });
    const body = bodyOf(request.body);
    const refusal = refuseClient(sandbox, body);
    const answer = refusal ?? answerGrant(sandbox, shop, body);
    sandbox.save();
    response.status(answer.status).set("Cache-Control", "no-store").json(answer.body);
  });
}

function answerGrant(sandbox: Sandbox, shop: Parameters<typeof exchangeToken>[1], body: Record<string, string>): TokenAnswer {
  if (body.grant_type === "refresh_token") return refreshAccess(sandbox, shop, body);
  if (body.grant_type === "urn:ietf:params:oauth:grant-type:token-exchange") return exchangeToken(sandbox, shop, body);
  return { status: 400, body: { error: "unsupported_grant_type", error_description: `grant_type "${body.grant_type ?? ""}": expected token-exchange or refresh_token` } };
}

function refuseClient(sandbox: Sandbox, body: Record<string, string>): TokenAnswer | null {
  const { app } = sandbox.world;
  if (body.client_id !== app.apiKey) return { status: 400, body: { error: "application_cannot_be_found", error_description: "No app has this client_id." } };
  const secrets = [app.apiSecret, app.previousApiSecret];
  if (!body.client_secret || !secrets.includes(body.client_secret)) return { status: 401, body: { error: "invalid_client", error_description: "The client_secret does not match." } };
  return null;
}

function bodyOf(body: unknown): Record<string, string> {
  const entries = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
