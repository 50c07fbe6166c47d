/** Whether one of a customer's tags keeps them out of the program. Shopify's tags differ in case only by accident. */
export function isExcludedByTag(tags: readonly string[], excludeTags: readonly string[]): boolean {
  const own = new Set(tags.map((tag) => tag.toLowerCase()));
  return excludeTags.some((tag) => own.has(tag.toLowerCase()));
}

/** How somebody the program knows stands to it, as far as earning and redeeming go. Who never joined has left. */
export function programStanding({ state, tags }: { state: string; tags: readonly string[] }, excludeTags: readonly string[]): "member" | "left" | "excluded" | "blocked" {
  if (state === "blocked") return "blocked";
  if (state === "excluded" || state === "redacted" || isExcludedByTag(tags, excludeTags)) return "excluded";
  return state === "member" ? "member" : "left";
}
