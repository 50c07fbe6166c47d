import type { Originals } from "./originals";
import type { Tokens } from "./patch-fetch";

/** On the bounce page: fetches the address of `shopify-reload` with a token and puts its answer in place of this document. */
export async function bounce(originals: Originals, tokens: Tokens): Promise<void> {
  const target = new URLSearchParams(location.search).get("shopify-reload");
  if (!target || new URL(target, location.href).origin !== location.origin) return;
  const headers = { authorization: `Bearer ${await tokens.fresh()}`, "X-Shopify-Bounce": "1" };
  const answer = await originals.fetch(target, { headers });
  const page = await answer.text();
  originals.replaceState(null, "", answer.url);
  document.open();
  document.write(page);
  document.close();
}
