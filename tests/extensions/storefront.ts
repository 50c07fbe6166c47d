import { prepareProgram } from "~/loyalty/program/prepare-program";
import { multiplierText } from "~/loyalty/members/card";
import type { MemberCard, ProgramCard } from "../../extensions/_shared/contract";
import { METAFIELD_CARD, METAFIELD_PROGRAM, METAFIELD_PROGRAM_NAMESPACE } from "../../extensions/_shared/contract";
import { readAppConfig } from "../../sandbox/app-config";
import { readThemeExtension } from "../../sandbox/storefront/extension/read-theme-extension";
import { renderBlock } from "../../sandbox/storefront/extension/render-block";
import { makePage } from "../../sandbox/storefront/page-of";
import { newSession, type StorefrontSession } from "../../sandbox/storefront/session";
import { createWorld } from "../../sandbox/world/create-world";
import type { Sandbox } from "../../sandbox/sandbox";
import type { DiscountTerms, Product, Shop } from "../../sandbox/world/types";
import { aDiscount } from "../sandbox/discounts/a-discount";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** Who is signed in, where somebody is. */
export const CUSTOMER_ID = "42";
const appConfig = readAppConfig(path.join(ROOT, "shopify.app.toml"));
const app = { apiKey: "k", apiSecret: "s", name: "Perennial", handle: "perennial", appUrl: "http://127.0.0.1:1" };

type Tier = Omit<ProgramCard["tiers"][number], "multiplier">;

export function aProgramCard(over: Partial<Omit<ProgramCard, "prepared" | "tiers"> & { tiers: Tier[] }> = {}): ProgramCard {
  const tier = (handle: string, name: string, thresholdMinor: number, num: number, den: number) => ({ handle, name, thresholdMinor, num, den });
  const card = {
    v: 1 as const, launched: true, testCustomers: [], pointName: { one: "point", other: "points" }, rate: { points: 1, perMinor: 100, currency: "USD" },
    products: {}, collections: {}, productTags: {}, tiers: [tier("member", "Member", 0, 1, 1), tier("silver", "Silver", 20_000, 5, 4), tier("gold", "Gold", 70_000, 3, 2)],
    returnWindowDays: 14, enrollment: "automatic" as const, excludeTags: [], worth: { points: 100, minor: 300 }, color: null, ...over,
  };
  return { ...card, tiers: card.tiers.map((step) => ({ ...step, multiplier: multiplierText(step) })), prepared: prepareProgram({ ...card, radius: card.radius ?? null }) };
}

export function aMemberCard(over: Partial<MemberCard> = {}): MemberCard {
  return {
    v: 1, version: 3, state: "member", available: 1240, pending: 86, owed: 0, nextRelease: { on: "2031-12-06", points: 86 },
    tier: { handle: "silver", name: "Silver", since: "2026-03-01", multiplier: "1.25" },
    progress: { next: { handle: "gold", name: "Gold" }, spentMinor: 54_000, thresholdMinor: 70_000, currency: "USD" },
    expiringSoon: null, nextReward: null, activity: [{ on: "2031-11-22", points: 86, reason: "order_earned", values: { order: "#1042", points: 86 } }], ...over,
  };
}

export interface Scene {
  shop?: string;
  program?: ProgramCard | null;
  /** Undefined: nobody is signed in. Null: signed in without a card. */
  card?: MemberCard | null | undefined;
  customer?: { firstName?: string; tags?: string[]; acceptsMarketing?: boolean };
  language?: string;
  settings?: Record<string, unknown>;
  product?: (shop: Shop) => Product;
  inCard?: boolean;
  /** What is in the cart, and the merchant's codes that are entered. */
  cart?: { product?: (shop: Shop) => Product; codes?: (Partial<DiscountTerms> & { code: string })[] };
}

/** What a shopper's browser is sent for one of our blocks, rendered from the files that are deployed. Fails on any Liquid error. */
export function paint(handle: string, scene: Scene = {}): string {
  const { sandbox, shop } = aShop(scene.shop ?? "evergreen-goods");
  const program = scene.program === undefined ? aProgramCard() : scene.program;
  putCards(shop, { ...scene, program });
  const session = { ...newSession(), language: scene.language ?? null, customerId: scene.card === undefined ? null : CUSTOMER_ID, ...filledCart(sandbox, shop, scene.cart) };
  const page = makePage(sandbox, shop, { template: "product", session });
  const { html, error } = renderBlock({
    extension: readThemeExtension(appConfig.extensionsFolder)!, handle, page, settings: scene.settings ?? {}, product: scene.product?.(shop), inCard: scene.inCard,
  });
  if (error) throw new Error(error);
  return html;
}

function filledCart(sandbox: Sandbox, shop: Shop, cart: Scene["cart"]): Partial<StorefrontSession> {
  if (!cart) return {};
  const product = cart.product?.(shop) ?? Object.values(shop.products).find(({ giftCard }) => !giftCard)!;
  return { lines: [{ variantId: product.variants[0]!.id, quantity: 2 }], discountCodes: (cart.codes ?? []).map((terms) => (aDiscount(sandbox, shop, terms), terms.code)) };
}

/** Puts the program's card, and a customer with theirs, into a shop of the sandbox. */
export function putCards(shop: Shop, { program, card, customer }: Pick<Scene, "program" | "card" | "customer">): void {
  if (program) put(shop, "gid://shopify/AppInstallation/1", { namespace: METAFIELD_PROGRAM_NAMESPACE, key: METAFIELD_PROGRAM, value: program });
  if (card === undefined) return;
  Object.assign(newCustomer(shop), customer);
  if (card) put(shop, `gid://shopify/Customer/${CUSTOMER_ID}`, { namespace: "app--1", key: METAFIELD_CARD, value: card });
}

/** The same without tags, white space folded. */
export function read(html: string): string {
  return html.replace(/<script[\s\S]*?<\/script>/g, " ").replace(/<[^>]+>/g, " ").replace(/[ \n]+/g, " ").trim();
}

export function aProduct(shop: Shop, over: Partial<Product> = {}): Product {
  return Object.assign(Object.values(shop.products)[0]!, over);
}

function aShop(handle: string) {
  const world = createWorld({ seed: 5, app });
  // As much of a sandbox as painting needs: what happens in it is told to nobody.
  return { sandbox: { world, appConfig, now: () => new Date("2031-11-25T12:00:00Z"), emit: () => undefined } as unknown as Sandbox, shop: world.shops[`${handle}.myshopify.com`]! };
}

function newCustomer(shop: Shop) {
  return (shop.customers[CUSTOMER_ID] = {
    id: CUSTOMER_ID, email: "mia@example.com", firstName: "Mia", lastName: "Berg", phone: null, verifiedEmail: true, state: "enabled", locale: "en", tags: [], note: null,
    acceptsMarketing: false, createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z", storeCreditMinor: 0,
  });
}

function put(shop: Shop, owner: string, { namespace, key, value }: { namespace: string; key: string; value: unknown }) {
  const at = "2026-01-01T00:00:00.000Z";
  shop.metafields[owner] = { ...shop.metafields[owner], [`${namespace}.${key}`]: { id: "1", namespace, key, type: "json", value: JSON.stringify(value), createdAt: at, updatedAt: at } };
}
