import { createHash } from "node:crypto";
import { APP_INSTALLATION_GID, storedNamespace } from "../../world/app-namespace";
import { gid } from "../../world/ids";
import type { Metafield, Shop } from "../../world/types";
import { connection } from "../core/connection";
import { same, type TypeResolvers } from "../core/context";
import { definitionFor, definitionSource } from "./metafield-definition";
import { nodeById } from "./node";

export interface MetafieldSource extends Metafield { ownerGid: string; ownerType: string }

export const MetafieldFields: TypeResolvers = {
  ...same("namespace", "key", "type", "value", "createdAt", "updatedAt", "ownerType"),
  id: (metafield: MetafieldSource) => gid("Metafield", metafield.id),
  legacyResourceId: (metafield: MetafieldSource) => metafield.id,
  compareDigest: (metafield: MetafieldSource) => compareDigest(metafield),
  jsonValue: (metafield: MetafieldSource) => jsonValue(metafield),
  sizeInBytes: (metafield: MetafieldSource) => Buffer.byteLength(metafield.value),
  owner: (metafield: MetafieldSource, _args, context) => nodeById(context, metafield.ownerGid, "owner"),
  definition: (metafield: MetafieldSource, _args, { sandbox, shop }) => {
    const definition = definitionFor(sandbox, shop, metafield);
    return definition && definitionSource(definition);
  },
};

/** `metafield` and `metafields` of an owner type. The owner's gid comes from its id; the installation has a fixed one. */
export function metafieldFields(typeName: string, ownerType: string): TypeResolvers {
  const gidOf = (source: { id?: string }) => (typeName === "AppInstallation" ? APP_INSTALLATION_GID : gid(typeName, source.id!));
  return {
    metafield: (source, { namespace, key }: { namespace?: string; key: string }, { shop }) => {
      const found = metafieldOf(shop, gidOf(source), { namespace: storedNamespace(namespace), key });
      return found && { ...found, ownerGid: gidOf(source), ownerType };
    },
    metafields: (source, args, context, info) => {
      const all = Object.values(context.shop.metafields[gidOf(source)] ?? {}).map((found) => ({ ...found, ownerGid: gidOf(source), ownerType }));
      const namespace = args.namespace ? storedNamespace(args.namespace) : null;
      const keys = (args.keys as string[] | undefined)?.map(storedKey);
      const asked = all.filter((found) => (!namespace || found.namespace === namespace) && (!keys || keys.includes(`${found.namespace}.${found.key}`)));
      return connection(asked, args, (row) => ({ value: "", id: row.id }), { context, info });
    },
  };
}

export function metafieldOf(shop: Shop, ownerGid: string, name: { namespace: string; key: string }): Metafield | null {
  const all = Object.hasOwn(shop.metafields, ownerGid) ? shop.metafields[ownerGid]! : {};
  const place = `${name.namespace}.${name.key}`;
  return Object.hasOwn(all, place) ? all[place]! : null;
}

/** What a writer proves it has read: changes with every change of the value. */
export function compareDigest(metafield: Metafield): string {
  return createHash("sha256").update(`${metafield.type}\n${metafield.value}`).digest("hex");
}

function jsonValue({ type, value }: Metafield): unknown {
  const isText = type.includes("text_field") || ["date", "date_time", "url", "color", "id"].includes(type) || type.endsWith("_reference");
  if (isText && !type.startsWith("list.")) return value;
  return type === "number_decimal" ? value : JSON.parse(value) as unknown;
}

/** Keys of `metafields(keys:)` carry their namespace: `$app.card`, `custom.size`. */
function storedKey(key: string): string {
  const dot = key.lastIndexOf(".");
  return dot < 0 ? `${storedNamespace(undefined)}.${key}` : `${storedNamespace(key.slice(0, dot))}.${key.slice(dot + 1)}`;
}
