import type { AdminClient } from "../client/admin-client.server";
import { CUSTOMER_CARDS } from "../documents/members.graphql";
import { changesOf } from "./metafield-changes";
import { deleteMetafields, setMetafields } from "./set-metafields.server";
import { tierTagChange } from "./tier-tags";

export interface MemberToPush {
  customerId: string;
  /** The whole card, as it will stand in the metafield. */
  card: unknown;
  /** Handle of the tier; null for somebody who is no member any more: the tier metafield goes. */
  tier: string | null;
}

export interface PushedMember {
  customerId: string;
  outcome: "written" | "unchanged" | "customer_missing" | "refused";
  /** What Shopify said, when it refused. */
  reason: string | null;
  /** Tags Shopify has for the customer, without ours; null when the customer is missing. */
  tags: string[] | null;
  /** Whether another tag of ours stands there than the one of this tier. */
  mistagged: boolean;
}

export interface CustomerState {
  id: string; tags: string[];
  card: { value: string; compareDigest: string } | null;
  tier: { value: string; compareDigest: string } | null;
}

const A_READ = 25;
/** Somebody else wrote between our reading and our writing: read again, this often. */
const ROUNDS = 3;

/**
 * Brings card and tier of members to Shopify. What is there is read first and only changes are written, against the
 * value that was read; repeating it is harmless. One refused member keeps none of the others back. Tags are only looked at:
 * changing one costs as much as the cards of 25 members, so `retagCustomers` does it out of their way.
 * @throws ShopifyFault when Shopify cannot be used at all; then nothing is known to be written.
 */
export async function pushMembers(client: AdminClient, members: readonly MemberToPush[]): Promise<PushedMember[]> {
  const results = new Map<string, PushedMember>();
  for (let from = 0; from < members.length; from += A_READ) {
    let left = members.slice(from, from + A_READ);
    for (let round = 1; left.length > 0; round++) {
      const stale = await pushRound(client, left, results);
      if (round < ROUNDS) left = left.filter(({ customerId }) => stale.has(customerId));
      else {
        for (const customerId of stale) note(results, customerId, { outcome: "refused", reason: `changed by somebody else ${ROUNDS} times while it was written` });
        left = [];
      }
    }
  }
  return members.map(({ customerId }) => results.get(customerId)!);
}

type Results = Map<string, PushedMember>;

/** @returns customers whose metafields changed under us. */
async function pushRound(client: AdminClient, members: readonly MemberToPush[], results: Results): Promise<Set<string>> {
  const states = await readStates(client, members.map(({ customerId }) => customerId));
  for (const { customerId, tier } of members) {
    const state = states.get(customerId);
    if (!state) note(results, customerId, { outcome: "customer_missing", tags: null });
    else if (!results.has(customerId)) note(results, customerId, { outcome: "unchanged", tags: state.tags.filter((tag) => !tierTagChange([tag], null).remove.length) });
    if (state) note(results, customerId, { mistagged: isMistagged(state.tags, tier) });
  }
  const known = members.flatMap((member) => (states.has(member.customerId) ? [{ member, state: states.get(member.customerId)! }] : []));
  const changes = changesOf(known);
  const { stale, refused, missing } = await setMetafields(client, changes.set);
  await deleteMetafields(client, changes.remove);
  for (const { customerId } of changes.set) if (!stale.has(customerId)) note(results, customerId, { outcome: "written" });
  for (const { customerId } of changes.remove) note(results, customerId, { outcome: "written" });
  for (const [customerId, reason] of refused) note(results, customerId, { outcome: "refused", reason });
  for (const customerId of missing) note(results, customerId, { outcome: "customer_missing", tags: null });
  return stale;
}

function isMistagged(tags: readonly string[], tier: string | null): boolean {
  const { add, remove } = tierTagChange(tags, tier);
  return add.length + remove.length > 0;
}

function note(results: Results, customerId: string, change: Partial<PushedMember>): void {
  results.set(customerId, { ...(results.get(customerId) ?? { customerId, outcome: "unchanged", reason: null, tags: null, mistagged: false }), ...change });
}

async function readStates(client: AdminClient, customerIds: string[]): Promise<Map<string, CustomerState>> {
  const { nodes } = await client.run<{ nodes: (CustomerState | null)[] }>(CUSTOMER_CARDS, { ids: customerIds.map((id) => `gid://shopify/Customer/${id}`) });
  return new Map(customerIds.flatMap((id, i) => (nodes[i]?.id ? [[id, nodes[i]!] as const] : [])));
}
