import { METAFIELD_CARD, METAFIELD_TIER } from "../../../extensions/_shared/contract";
import { sameJson } from "../parse/same-json";
import type { CustomerState, MemberToPush } from "./push-members.server";

export interface MetafieldToSet { customerId: string; key: string; type: string; value: string; compareDigest: string | null }
export interface MetafieldToDelete { customerId: string; key: string }

/** What differs from what Shopify has; nothing is written for its own sake: each write starts somebody's Flow. */
export function changesOf(known: readonly { member: MemberToPush; state: CustomerState }[]): { set: MetafieldToSet[]; remove: MetafieldToDelete[] } {
  const set: MetafieldToSet[] = [];
  const remove: MetafieldToDelete[] = [];
  for (const { member: { customerId, card, tier }, state } of known) {
    const value = JSON.stringify(card);
    if (!state.card || !sameJson(state.card.value, value)) set.push({ customerId, key: METAFIELD_CARD, type: "json", value, compareDigest: state.card?.compareDigest ?? null });
    if (tier === null) {
      if (state.tier) remove.push({ customerId, key: METAFIELD_TIER });
    } else if (state.tier?.value !== tier) set.push({ customerId, key: METAFIELD_TIER, type: "single_line_text_field", value: tier, compareDigest: state.tier?.compareDigest ?? null });
  }
  return { set, remove };
}
