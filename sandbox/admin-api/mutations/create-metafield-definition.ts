import { storedNamespace } from "../../world/app-namespace";
import { nextId } from "../../world/ids";
import type { MetafieldDefinition } from "../../world/types";
import type { Resolver } from "../core/context";
import { definitionFor, definitionSource } from "../types/metafield-definition";
import { METAFIELD_TYPES } from "./metafield-value";

interface DefinitionInput {
  ownerType: string; namespace?: string | null; key: string; type: string; name: string; description?: string | null;
  access?: { admin?: string; storefront?: string; customerAccount?: string } | null;
}

export const metafieldDefinitionCreate: Resolver = (_root, { definition: input }: { definition: DefinitionInput }, { sandbox, shop }) => {
  const namespace = storedNamespace(input.namespace);
  if (definitionFor(sandbox, shop, { ownerType: input.ownerType, namespace, key: input.key })) {
    return refusal("key", `Key is in use for ${input.ownerType} metafields on the '${namespace}' namespace.`, "TAKEN");
  }
  if (!METAFIELD_TYPES.has(input.type.replace(/^list\./, ""))) return refusal("type", `Type name ${input.type} is not a valid type.`, "INCLUSION");
  if (!/^[\w-]{2,64}$/.test(input.key)) return refusal("key", "Key must be 2 to 64 letters, digits, dashes or underscores.", "INVALID_CHARACTER");
  const definition: MetafieldDefinition = {
    id: nextId(sandbox.world), ownerType: input.ownerType, namespace, key: input.key, type: input.type, name: input.name, description: input.description ?? null,
    access: { admin: input.access?.admin ?? "PUBLIC_READ_WRITE", storefront: input.access?.storefront ?? "NONE", customerAccount: input.access?.customerAccount ?? "NONE" },
  };
  (shop.metafieldDefinitions ??= []).push(definition);
  sandbox.save();
  return { createdDefinition: definitionSource(definition), userErrors: [] };
};

function refusal(at: string, message: string, code: string) {
  return { createdDefinition: null, userErrors: [{ field: ["definition", at], message, code }] };
}
