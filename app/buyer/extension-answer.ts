/**
 * The buyer API answers under two paths: `/proxy`, where Shopify's app proxy calls, and `/extension`, where UI extensions call from a
 * worker of another origin with their session token. Any origin may read the latter, because nothing but the token opens
 * it: no cookie is ever read or set.
 */
export const isFromExtension = ({ url }: Pick<Request, "url">) => new URL(url).pathname.startsWith("/extension/");

/** Adds what lets a worker of another origin read the answer. */
export function readableAnywhere(response: Response): Response {
  response.headers.set("Access-Control-Allow-Origin", "*");
  response.headers.set("Access-Control-Expose-Headers", "Retry-After");
  return response;
}

/** The answer to a browser that asks beforehand whether it may send a token. */
export function preflight(): Response {
  return readableAnywhere(new Response(null, {
    status: 204,
    headers: { "Access-Control-Allow-Methods": "GET, POST", "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key", "Access-Control-Max-Age": "86400" },
  }));
}
