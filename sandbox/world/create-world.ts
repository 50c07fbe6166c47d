import { evergreenGoods } from "./catalog/evergreen-goods";
import { hanamiStore } from "./catalog/hanami-store";
import { soukKuwait } from "./catalog/souk-kuwait";
import type { Catalog } from "./catalog/catalog";
import { DEMO_CUSTOMER } from "../simulator/demo-customer";
import { nextId } from "./ids";
import { nowMs } from "./clock";
import { stockCatalog } from "./stock-catalog";
import type { AppRegistration, Customer, Faults, Id, Shop, World } from "./types";

const TWO_YEARS_MS = 2 * 365 * 86_400_000;
const FIRST_ID = 6_900_410_000_001;

type Basics = Pick<Shop, "name" | "email" | "currency" | "country" | "timezone" | "locale" | "taxesIncluded" | "taxRate" | "shippingMinor" | "plan"> & {
  handle: string; catalog: Catalog; color: string; people: [first: string, last: string, locale: string, known?: { id: Id; email: string }][];
};

const SHOPS: Basics[] = [
  { handle: "evergreen-goods", name: "Evergreen Goods", email: "hello@evergreen-goods.example", currency: "USD", country: "US", timezone: "America/New_York", locale: "en", taxesIncluded: false, taxRate: 0.08875, shippingMinor: 695, plan: "plus", catalog: evergreenGoods, color: "#2f6b4f", people: [[DEMO_CUSTOMER.firstName, DEMO_CUSTOMER.lastName, "en", DEMO_CUSTOMER], ["Tomás", "Ferreira", "pt-PT"], ["Ingrid", "Okafor", "en"], ["Noah", "Weiss", "de"]] },
  { handle: "hanami-store", name: "Hanami", email: "hello@hanami-store.example", currency: "JPY", country: "JP", timezone: "Asia/Tokyo", locale: "ja", taxesIncluded: true, taxRate: 0.1, shippingMinor: 550, plan: "advanced", catalog: hanamiStore, color: "#b8476b", people: [["Yuki", "Tanaka", "ja"], ["Haruto", "Mori", "ja"]] },
  { handle: "souk-kuwait", name: "سوق", email: "hello@souk-kuwait.example", currency: "KWD", country: "KW", timezone: "Asia/Kuwait", locale: "ar", taxesIncluded: false, taxRate: 0, shippingMinor: 1500, plan: "plus", catalog: soukKuwait, color: "#8a5a1f", people: [["نورة", "العتيبي", "ar"], ["يوسف", "الصباح", "ar"]] },
];

export const NO_FAULTS: Faults = {
  duplicate: 0, reorder: 0, delay: 0, drop: 0, throttle: 0, slow: 0, errorBefore: 0, errorAfter: 0, stale: 0,
  codesLate: 0, codesAnswerLost: 0, codesPollLag: 0, codesFail: 0, codeTaken: 0, codesLateSeconds: 60, lateCode: 0, tokenEndpoint: "ok",
};

/** A Shopify with three shops, full of products and with a few customers, where the app is known but not yet installed. */
export function createWorld(options: { seed: number; app: AppRegistration; bigIds?: boolean }): World {
  const world: World = {
    seed: options.seed, clockOffsetMs: 0, nextId: FIRST_ID, app: options.app, shops: {}, faults: { ...NO_FAULTS },
    ...(options.bigIds ? { idBase: (2n ** 53n).toString() } : {}),
  };
  for (const basics of SHOPS) {
    const shop = shopOf(world, basics);
    world.shops[shop.domain] = shop;
    stockCatalog(world, shop, basics.catalog);
    for (const person of basics.people) addCustomer(world, shop, person);
  }
  return world;
}

function shopOf(world: World, basics: Basics): Shop {
  const { handle, catalog: _catalog, people: _people, color, ...rest } = basics;
  return {
    ...rest, id: nextId(world), domain: `${handle}.myshopify.com`, protectedDataApproved: true,
    createdAt: new Date(nowMs(world) - TWO_YEARS_MS).toISOString(), install: null,
    products: {}, collections: {}, customers: {}, orders: {}, nextOrderNumber: 1001, discounts: {}, bulkCreations: {}, codeDeletions: {}, metafields: {}, bulkOperations: {},
    subscriptionsOfApi: [], deliveries: [],
    storefront: { primaryColor: color, radius: 10, rtl: basics.locale === "ar", blockSettings: {}, embedsEnabled: true },
  };
}

function addCustomer(world: World, shop: Shop, [firstName, lastName, locale, known]: Basics["people"][number]): void {
  const id = known?.id ?? nextId(world);
  const at = shop.createdAt;
  const customer: Customer = {
    id, email: known?.email ?? `customer-${id}@example.com`, firstName, lastName, phone: null, verifiedEmail: true, state: "enabled", locale, tags: [], note: null,
    acceptsMarketing: false, createdAt: at, updatedAt: at, storeCreditMinor: 0,
  };
  shop.customers[id] = customer;
}
