import type { MemberCard } from "../contract";
import { METAFIELD_CARD } from "../contract";

interface Entry { target: { type: string }; metafield: { key: string; value: unknown } }

/** The card Shopify handed over with the page, so that something stands there before anything is asked. Null when there is none that can be read. */
export function cardOf(appMetafields: readonly Entry[]): MemberCard | null {
  const found = appMetafields.find(({ target, metafield }) => target.type === "customer" && metafield.key === METAFIELD_CARD);
  if (!found) return null;
  try {
    const card = JSON.parse(String(found.metafield.value)) as MemberCard;
    return card.v === 1 ? card : null;
  } catch {
    return null;
  }
}
