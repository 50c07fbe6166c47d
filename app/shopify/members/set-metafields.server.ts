import type { AdminClient } from "../client/admin-client.server";
import { DELETE_METAFIELDS, SET_METAFIELDS } from "../documents/members.graphql";
import type { MetafieldToDelete, MetafieldToSet } from "./metafield-changes";

const A_CALL = 25;

interface UserError { field: string[] | null; message: string; code: string | null }
interface Answer { metafieldsSet: { userErrors: UserError[] } }

export interface SetResult { stale: Set<string>; refused: Map<string, string>; missing: Set<string> }

/**
 * Writes metafields, 25 a call. A call is all or nothing, so what Shopify names as wrong is taken out and the rest sent
 * again; where it names nothing, the call is halved until the wrong one is alone.
 * @throws ShopifyFault
 */
export async function setMetafields(client: AdminClient, all: readonly MetafieldToSet[]): Promise<SetResult> {
  const result: SetResult = { stale: new Set(), refused: new Map(), missing: new Set() };
  for (let from = 0; from < all.length; from += A_CALL) await setOrSplit(client, all.slice(from, from + A_CALL), result);
  return result;
}

async function setOrSplit(client: AdminClient, batch: readonly MetafieldToSet[], result: SetResult): Promise<void> {
  if (batch.length === 0) return;
  const metafields = batch.map(({ customerId, ...metafield }) => ({ ownerId: `gid://shopify/Customer/${customerId}`, ...metafield }));
  const { userErrors } = (await client.run<Answer>(SET_METAFIELDS, { metafields })).metafieldsSet;
  if (userErrors.length === 0) return;
  const named = new Map(userErrors.map((error) => [placeOf(error), error]));
  const wrong = batch.filter((_, i) => named.has(i));
  if (wrong.length > 0) {
    for (const [i, { customerId }] of batch.entries()) if (named.has(i)) sort(result, customerId, named.get(i)!);
    const owners = new Set(wrong.map(({ customerId }) => customerId));
    return setOrSplit(client, batch.filter(({ customerId }) => !owners.has(customerId)), result);
  }
  if (batch.length === 1) return sort(result, batch[0]!.customerId, userErrors[0]!);
  const half = Math.ceil(batch.length / 2);
  await setOrSplit(client, batch.slice(0, half), result);
  await setOrSplit(client, batch.slice(half), result);
}

/** `["metafields", "3", "value"]` is about the fourth. */
function placeOf({ field }: UserError): number {
  return field?.[0] === "metafields" && /^\d+$/.test(field[1] ?? "") ? Number(field[1]) : -1;
}

function sort(result: SetResult, customerId: string, { code, field, message }: UserError): void {
  if (code === "STALE_OBJECT") result.stale.add(customerId);
  else if (field?.[2] === "ownerId" || /owner does not exist/i.test(message)) result.missing.add(customerId);
  else result.refused.set(customerId, message);
}

interface Deleted { metafieldsDelete: { userErrors: { message: string }[] } }

/** What is gone already counts as deleted. @throws ShopifyFault */
export async function deleteMetafields(client: AdminClient, all: readonly MetafieldToDelete[]): Promise<void> {
  for (let from = 0; from < all.length; from += A_CALL) {
    const metafields = all.slice(from, from + A_CALL).map(({ customerId, key }) => ({ ownerId: `gid://shopify/Customer/${customerId}`, namespace: "$app", key }));
    await client.run<Deleted>(DELETE_METAFIELDS, { metafields });
  }
}
