import { parseGid, nextId } from "../../world/ids";
import { nowOf } from "../../world/clock";
import { storedNamespace } from "../../world/app-namespace";
import type { Metafield } from "../../world/types";
import { requireScope } from "../core/access";
import type { ApiContext, Resolver } from "../core/context";
import { invalidId, notImplemented } from "../core/errors";
import { definitionFor } from "../types/metafield-definition";
import { compareDigest, metafieldOf } from "../types/metafield";
import { nodeById } from "../types/node";
import { refuseMetafieldValue, METAFIELD_TYPES } from "./metafield-value";

const MOST_A_CALL = 25;

/** Who may own metafields, by the scope that writes them. The shop's and the installation's own need none. */
const OWNERS: Record<string, { ownerType: string; scope: string | null }> = {
  Customer: { ownerType: "CUSTOMER", scope: "write_customers" }, Order: { ownerType: "ORDER", scope: "write_orders" },
  Product: { ownerType: "PRODUCT", scope: "write_products" }, ProductVariant: { ownerType: "PRODUCTVARIANT", scope: "write_products" },
  Collection: { ownerType: "COLLECTION", scope: "write_products" }, Shop: { ownerType: "SHOP", scope: null }, AppInstallation: { ownerType: "API_PERMISSION", scope: null },
};

export interface MetafieldInput { ownerId: string; namespace?: string | null; key: string; type?: string | null; value: string; compareDigest?: string | null }
interface Refused { field: string[]; message: string; code: string; elementIndex: null }
interface Write { input: MetafieldInput; ownerType: string; namespace: string; type: string; before: Metafield | null }

/** All or nothing: one refused metafield leaves every one of the call as it was. */
export const metafieldsSet: Resolver = (_root, { metafields }: { metafields: MetafieldInput[] }, context) => {
  if (metafields.length > MOST_A_CALL) return refusal(["metafields"], `Exceeded the maximum metafields input limit of ${MOST_A_CALL}.`, "LESS_THAN_OR_EQUAL_TO");
  const writes = metafields.map((input) => prepare(context, input));
  const errors = writes.flatMap((write, index) => ("error" in write ? [refused(index, write.error)] : []));
  if (errors.length > 0) return { metafields: null, userErrors: errors };
  const written = (writes as Write[]).map((write) => save(context, write));
  context.sandbox.save();
  return { metafields: written, userErrors: [] };
};

type Problem = { at: string | null; message: string; code: string };

function prepare(context: ApiContext, input: MetafieldInput): Write | { error: Problem } {
  const owner = ownerOf(context, input.ownerId, "metafieldsSet");
  if (!owner.exists) return problem("ownerId", "Owner does not exist.", "INVALID");
  const namespace = storedNamespace(input.namespace);
  const definition = definitionFor(context.sandbox, context.shop, { ownerType: owner.ownerType, namespace, key: input.key });
  const before = metafieldOf(context.shop, input.ownerId, { namespace, key: input.key });
  const type = input.type ?? definition?.type ?? before?.type;
  if (!/^[\w-]{2,64}$/.test(input.key)) return problem("key", "Key must be 2 to 64 letters, digits, dashes or underscores.", input.key.length < 2 ? "TOO_SHORT" : "INVALID");
  if (!type) return problem("type", "Type can't be blank.", "BLANK");
  if (!METAFIELD_TYPES.has(type.replace(/^list\./, ""))) return problem("type", `Type '${type}' is not a valid type.`, "INCLUSION");
  if (definition && definition.type !== type) return problem("type", `Type '${type}' must be consistent with the definition's type: '${definition.type}'.`, "INVALID_TYPE");
  if (input.value === "") return problem("value", "Value can't be blank.", "BLANK");
  const wrong = refuseMetafieldValue(type, input.value);
  if (wrong) return problem("value", wrong, "INVALID_VALUE");
  if (isStale(input, before)) return problem(null, "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.", "STALE_OBJECT");
  return { input, ownerType: owner.ownerType, namespace, type, before };
}

/** Not given: no comparison. Null: it must not exist. A text: it must be what was read. */
function isStale(input: MetafieldInput, before: Metafield | null): boolean {
  if (!Object.hasOwn(input, "compareDigest") || input.compareDigest === undefined) return false;
  return input.compareDigest === null ? before !== null : !before || compareDigest(before) !== input.compareDigest;
}

function save({ sandbox, shop }: ApiContext, { input, ownerType, namespace, type, before }: Write) {
  const now = nowOf(sandbox.world);
  const metafield: Metafield = { id: before?.id ?? nextId(sandbox.world), namespace, key: input.key, type, value: input.value, createdAt: before?.createdAt ?? now, updatedAt: now };
  const all = shop.metafields[input.ownerId] ??= {};
  all[`${namespace}.${input.key}`] = metafield;
  return { ...metafield, ownerGid: input.ownerId, ownerType };
}

/** The owner named by a gid, after checking that the app may write to it. */
export function ownerOf(context: ApiContext, ownerId: string, field: string): { ownerType: string; exists: boolean } {
  const parsed = parseGid(ownerId);
  if (!parsed) throw invalidId(ownerId);
  const owner = OWNERS[parsed.type];
  if (!owner) throw notImplemented(`${field} for ${parsed.type}`);
  if (owner.scope) requireScope(context, owner.scope, field);
  return { ownerType: owner.ownerType, exists: nodeById(context, ownerId, field) !== null };
}

function problem(at: string | null, message: string, code: string): { error: Problem } {
  return { error: { at, message, code } };
}

function refused(index: number, { at, message, code }: Problem): Refused {
  return { field: ["metafields", String(index), ...(at ? [at] : [])], message, code, elementIndex: null };
}

function refusal(field: string[], message: string, code: string) {
  return { metafields: null, userErrors: [{ field, message, code, elementIndex: null }] };
}
