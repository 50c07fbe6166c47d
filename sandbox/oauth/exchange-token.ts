import type { Sandbox } from "../sandbox";
import type { Install, Shop } from "../world/types";
import { issueOffline, issueOnline, issuePermanent } from "./issue-tokens";
import type { TokenAnswer } from "./mount-oauth";
import { verifySessionToken } from "./session-token";

const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";

/** A session token for an access token. Two exchanges at the same moment both succeed: nested loaders of one page make them. */
export function exchangeToken(sandbox: Sandbox, shop: Shop, body: Record<string, string>): TokenAnswer {
  if (body.subject_token_type !== ID_TOKEN) return refusal("invalid_request", `subject_token_type "${body.subject_token_type ?? ""}": expected ${ID_TOKEN}`);
  const claims = verifySessionToken(sandbox.world, shop, body.subject_token ?? "");
  if (!claims) return refusal("invalid_subject_token", "The session token is not valid for this app and shop, or it has expired.");
  if (!shop.install) return refusal("app_not_installed", `${shop.domain} does not have this app installed.`);
  return answerFor(sandbox, shop.install, { kind: body.requested_token_type, expiring: body.expiring === "1", userId: claims.sub });
}

function answerFor(sandbox: Sandbox, install: Install, asked: { kind: string | undefined; expiring: boolean; userId: string }): TokenAnswer {
  if (asked.kind === ONLINE) return { status: 200, body: issueOnline(sandbox.world, install, asked.userId) };
  if (asked.kind === OFFLINE) return { status: 200, body: asked.expiring ? issueOffline(sandbox.world, install) : issuePermanent(install) };
  return refusal("invalid_request", `requested_token_type "${asked.kind ?? ""}": expected the offline or the online access token type`);
}

function refusal(error: string, description: string): TokenAnswer {
  return { status: 400, body: { error, error_description: description } };
}
