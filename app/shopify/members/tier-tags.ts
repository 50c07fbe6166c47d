import { TIER_TAG_PREFIX } from "../../../extensions/_shared/contract";

/** Tags to add and to remove so that exactly the tag of this tier stands there. Tags without our prefix are nobody's business here. */
export function tierTagChange(tags: readonly string[], tier: string | null): { add: string[]; remove: string[] } {
  const wanted = tier === null ? null : `${TIER_TAG_PREFIX}${tier}`;
  // Shopify compares tags without regard to case.
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const ours = tags.filter((tag) => tag.toLowerCase().startsWith(TIER_TAG_PREFIX));
  return {
    add: wanted === null || ours.some((tag) => same(tag, wanted)) ? [] : [wanted],
    remove: ours.filter((tag) => wanted === null || !same(tag, wanted)),
  };
}
