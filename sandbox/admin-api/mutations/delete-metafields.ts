import { storedNamespace } from "../../world/app-namespace";
import type { Resolver } from "../core/context";
import { metafieldOf } from "../types/metafield";
import { ownerOf } from "./set-metafields";

/** Deletes by owner, namespace and key; null stands for one that was not there. */
export const metafieldsDelete: Resolver = (_root, { metafields }: { metafields: { ownerId: string; namespace: string; key: string }[] }, context) => {
  const missing = metafields.findIndex(({ ownerId }) => !ownerOf(context, ownerId, "metafieldsDelete").exists);
  if (missing >= 0) return { deletedMetafields: null, userErrors: [{ field: ["metafields", String(missing), "ownerId"], message: "Owner does not exist." }] };
  const deletedMetafields = metafields.map(({ ownerId, namespace: asked, key }) => {
    const namespace = storedNamespace(asked);
    if (!metafieldOf(context.shop, ownerId, { namespace, key })) return null;
    delete context.shop.metafields[ownerId]![`${namespace}.${key}`];
    return { ownerId, namespace, key };
  });
  context.sandbox.save();
  return { deletedMetafields, userErrors: [] };
};
