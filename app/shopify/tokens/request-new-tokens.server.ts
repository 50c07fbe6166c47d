import { z } from "zod";
import { env } from "~/env.server";
import { ShopifyFault } from "../client/shopify-fault";

const TIMEOUT_MS = 10_000;
/** What an offline token lives, when the answer does not say. */
const USUAL_SECONDS = 3_600;

export interface NewTokens { accessToken: string; scope: string | null; expires: Date; refreshToken: string | null; refreshTokenExpires: Date | null }

const answerShape = z.object({
  access_token: z.string().min(1), scope: z.string().optional(), expires_in: z.number().positive().optional(),
  refresh_token: z.string().min(1).optional(), refresh_token_expires_in: z.number().positive().optional(),
});

/** Shopify's refresh of an expiring offline token. @throws ShopifyFault `unauthorized` when it is refused, `unavailable` otherwise. */
export async function requestNewTokens(shop: string, refreshToken: string): Promise<NewTokens> {
  const answer = await post(shop, { client_id: env.SHOPIFY_API_KEY, client_secret: env.SHOPIFY_API_SECRET, grant_type: "refresh_token", refresh_token: refreshToken });
  if (answer.status === 400 || answer.status === 401 || answer.status === 403) throw new ShopifyFault("unauthorized", `token of ${shop}: Shopify refused to refresh it (${answer.status})`);
  if (!answer.ok) throw new ShopifyFault("unavailable", `token of ${shop}: the token endpoint answered ${answer.status}`);
  const parsed = answerShape.safeParse(await answer.json().catch(() => null));
  if (!parsed.success) throw new ShopifyFault("unavailable", `token of ${shop}: the token endpoint answered without a token`);
  const { access_token, scope, expires_in, refresh_token, refresh_token_expires_in } = parsed.data;
  const after = (seconds: number) => new Date(Date.now() + seconds * 1000);
  return {
    accessToken: access_token, scope: scope ?? null, expires: after(expires_in ?? USUAL_SECONDS), refreshToken: refresh_token ?? null,
    refreshTokenExpires: refresh_token_expires_in === undefined ? null : after(refresh_token_expires_in),
  };
}

async function post(shop: string, body: Record<string, string>): Promise<Response> {
  try {
    return await fetch(`https://${shop}/admin/oauth/access_token`, {
      method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify(body), signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error",
    });
  } catch (error) {
    throw new ShopifyFault("unavailable", `token of ${shop}: the token endpoint did not answer`, { cause: error });
  }
}
