import type { Originals } from "./originals";

export interface Tokens { current(): Promise<string>; fresh(): Promise<string> }

/**
 * Requests to the app's own origin carry an id token. An answer that asks for it is tried once more with a fresh token; one that
 * names a page to authorize at takes the admin there.
 */
export function patchFetch(originals: Originals, tokens: Tokens, leave: (url: string) => void): void {
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    const own = new URL(request.url).origin === location.origin;
    if (!own || request.headers.has("authorization")) return originals.fetch(request);
    const again = request.clone();
    let answer = await originals.fetch(withToken(request, await tokens.current()));
    if (answer.headers.has("X-Shopify-Retry-Invalid-Session-Request")) answer = await originals.fetch(withToken(again, await tokens.fresh()));
    const reauthorize = answer.headers.get("X-Shopify-API-Request-Failure-Reauthorize-Url");
    if (reauthorize) leave(reauthorize);
    return answer;
  };
}

function withToken(request: Request, token: string): Request {
  request.headers.set("authorization", `Bearer ${token}`);
  request.headers.set("x-requested-with", "XMLHttpRequest");
  return request;
}
