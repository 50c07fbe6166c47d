import { Drop } from "liquidjs";
import type { AppConfig } from "../../app-config";
import { idOf } from "../../world/ids";
import type { Metafield, Shop } from "../../world/types";
import { LiquidFloat } from "../liquid/liquid-float";

type Owner = { shop: Shop; gid: string; ownerType: "CUSTOMER" | "PRODUCT" | "COLLECTION" | "SHOP"; appConfig: AppConfig };

/**
 * `customer.metafields["$app"].card.value`. `$app` is the asking app's reserved namespace, and there Liquid sees only what the
 * definition in the app's configuration opens with `access.storefront = "public_read"`.
 */
export class MetafieldsDrop extends Drop {
  constructor(private readonly owner: Owner) { super(); }

  override liquidMethodMissing(namespace: string | number): Record<string, unknown> | undefined {
    const { shop, gid } = this.owner;
    const all = Object.values(shop.metafields[gid] ?? {}).filter((metafield) => isInNamespace(metafield.namespace, String(namespace)));
    const readable = all.filter((metafield) => !isReserved(metafield.namespace) || this.opensToStorefront(metafield));
    return readable.length === 0 ? undefined : Object.fromEntries(readable.map((metafield) => [metafield.key, metafieldObject(metafield)]));
  }

  /** As declared in the app's configuration, or as the app defined it by the Admin API. */
  private opensToStorefront({ namespace, key }: Metafield): boolean {
    const { appConfig, ownerType, shop } = this.owner;
    const declared = /^app--\d+$/.test(namespace) ? appConfig.metafields[ownerType]?.find((candidate) => candidate.key === key) : undefined;
    if (declared) return declared.access.storefront === "public_read";
    const defined = shop.metafieldDefinitions?.find((candidate) => candidate.ownerType === ownerType && candidate.namespace === namespace && candidate.key === key);
    return defined?.access.storefront === "PUBLIC_READ";
  }
}

/** `app.metafields.<namespace>.<key>`: app-data metafields, owned by the installation; an app's own blocks always see them. */
export class AppDataDrop extends Drop {
  constructor(private readonly shop: Shop) { super(); }

  override liquidMethodMissing(namespace: string | number): Record<string, unknown> | undefined {
    const owners = Object.keys(this.shop.metafields).filter((gid) => idOf(gid, "AppInstallation") !== null);
    const found = owners.flatMap((gid) => Object.values(this.shop.metafields[gid]!)).filter((metafield) => isInNamespace(metafield.namespace, String(namespace)));
    return found.length === 0 ? undefined : Object.fromEntries(found.map((metafield) => [metafield.key, metafieldObject(metafield)]));
  }
}

function isReserved(namespace: string): boolean {
  return /^app--\d+/.test(namespace);
}

/** `$app` is `app--<id>`, `$app:rewards` is `app--<id>--rewards`; the sandbox has one app, so its id need not be known. */
function isInNamespace(stored: string, asked: string): boolean {
  if (asked === "$app") return /^app--\d+$/.test(stored);
  if (asked.startsWith("$app:")) return stored.replace(/^app--\d+--/, "$app:") === asked;
  return stored === asked;
}

interface MetafieldObject { type: string; value: unknown; "list?": boolean }
/** Read once for all pages and blocks, until the text is another. */
const objects = new WeakMap<Metafield, { text: string; object: MetafieldObject }>();

/** Printed by itself (as `available_if` does) a metafield is its stored text. */
function metafieldObject(metafield: Metafield): MetafieldObject {
  const known = objects.get(metafield);
  if (known?.text === metafield.value) return known.object;
  const object = makeMetafieldObject(metafield);
  objects.set(metafield, { text: metafield.value, object });
  return object;
}

function makeMetafieldObject({ type, value }: Metafield): MetafieldObject {
  return Object.defineProperty({ type, value: valueOf(type, value), "list?": type.startsWith("list.") }, "toString", { value: () => value });
}

function valueOf(type: string, value: string): unknown {
  if (type === "json" || type.startsWith("list.") || ["money", "rating", "dimension", "volume", "weight"].includes(type)) return JSON.parse(value);
  if (type === "number_integer") return Number(value);
  if (type === "number_decimal") return new LiquidFloat(value);
  if (type === "boolean") return value === "true";
  return value;
}
