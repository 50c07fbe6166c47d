// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import type { BuyerRedemption, BuyerReward } from "../../extensions/_shared/contract";
import { partOfTheme } from "./theme";
import { aBuyerReward, aRedemption } from "./ui/an-app";

/** What assets/cart.js, as it is deployed, says of carts as Shopify's /cart.js tells them. */
const said = { addFirst: "add first", emptyCart: "empty", noFit: "no fit", more: "{amount} more", moreOfIt: "{amount} more of it", noShipping: "no shipping", noCombine: "no combine", kept: "kept" };
interface Item { product_id: number; variant_id: number; original_line_price: number; gift_card?: boolean; selling_plan_allocation?: { selling_plan: { recurring_deliveries: boolean } } }
interface Page { product?: string; fits?: string[] }

interface Scene { currency?: string; ships?: boolean; redemptions?: BuyerRedemption[]; coming?: string }
interface Cart {
  obstacle(reward: BuyerReward, page: Page): Promise<string | undefined>;
  look(): Promise<{ clashes(reward: BuyerReward): boolean; hinders(one: BuyerRedemption): string | undefined }>;
  use(one: BuyerRedemption, root: Element, look: () => Promise<void>): Promise<void>;
}

/** The script beside a cart that takes no code. @param more tools of the page's other scripts */
function beside(items: Item[], { currency = "USD", ships = true, redemptions = [], coming }: Scene = {}, more: object = {}): Cart {
  const cart = { item_count: items.length, currency, requires_shipping: ships, discount_codes: [], cart_level_discount_applications: [], items: items.map((item) => ({ line_level_discount_allocations: [], ...item })) };
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify(cart)));
  const fill = (text: string, { amount }: { amount: string }) => text.replace("{amount}", amount);
  return partOfTheme<Cart>("cart")({ texts: { currency: "USD", unit: 100, offline: "offline", rewards: said }, fill, money: (minor: number) => String(minor), shown: () => ({ rewards: [], redemptions }), coming: (id: string) => coming === id, living: (root: Element) => root, repeat: () => undefined, ...more });
}
const obstacle = (reward: Partial<BuyerReward>, items: Item[], { page = {}, ...scene }: Scene & { page?: Page } = {}) => beside(items, scene).obstacle(aBuyerReward(reward), page);
afterEach(() => void vi.unstubAllGlobals());

const item = (over: Partial<Item> = {}): Item => ({ product_id: 5, variant_id: 51, original_line_price: 4_000, ...over });
const goods = (over: Partial<NonNullable<BuyerReward["goods"]>>) => ({ titles: ["Fern"], more: 0, productIds: [], variantIds: [], collectionIds: [], ...over });
const free: Partial<BuyerReward> = { kind: "free_product", goods: goods({ productIds: ["5"], variantIds: ["52"] }) };
const fern: Partial<BuyerReward> = { kind: "product_discount", goods: goods({ productIds: ["5"] }) };
const pots: Partial<BuyerReward> = { kind: "product_discount", goods: goods({ collectionIds: ["9"] }) };
const subscribed = { selling_plan_allocation: { selling_plan: { recurring_deliveries: true } } };

test.each<[string, Partial<BuyerReward>, Item[], Parameters<typeof obstacle>[2], string | undefined]>([
  ["nothing at all", {}, [], {}, "empty"],
  ["what is for the whole order", {}, [item()], {}, undefined],
  ["another variant of a free product", free, [item({ variant_id: 51 })], {}, "no fit"],
  ["the free product's variant", free, [item({ variant_id: 52 })], {}, undefined],
  ["another product", fern, [item({ product_id: 6 })], {}, "no fit"],
  ["other goods that reach the minimum", { ...fern, minimumSpendMinor: 3_000 }, [item({ product_id: 6 }), item({ original_line_price: 1_000 })], {}, "2000 more of it"],
  ["less than the minimum of any order", { minimumSpendMinor: 5_000 }, [item()], {}, "1000 more"],
  ["another currency, in which a minimum cannot be compared", { minimumSpendMinor: 5_000 }, [item()], { currency: "EUR" }, undefined],
  ["goods that Liquid found in the collection", pots, [item()], { page: { fits: ["5"] } }, undefined],
  ["goods that Liquid did not find in it", pots, [item()], { page: { fits: ["6"] } }, "no fit"],
  ["goods of a page that does not tell", pots, [item()], {}, undefined],
  ["a gift card", {}, [item({ gift_card: true })], {}, "no fit"],
  ["a subscription", fern, [item(subscribed)], {}, "no fit"],
  ["nothing that is shipped", { kind: "free_shipping" }, [item()], { ships: false }, "no shipping"],
  ["a code on its way there, which it does not go with", {}, [item()], { redemptions: [aRedemption({ status: "preparing", code: null })], coming: "11" }, "no combine"],
  ["a code on its way there, which does not go with it", { combines: ["order"] }, [item()], { redemptions: [aRedemption({ status: "preparing", code: null })], coming: "11" }, "no combine"],
  ["a code on its way there, which goes with it and it with that", { combines: ["order"] }, [item()], { redemptions: [aRedemption({ status: "preparing", code: null, combines: ["order"] })], coming: "11" }, undefined],
  ["a code that was on its way there and is given back", {}, [item()], { redemptions: [aRedemption({ status: "returning", code: null })], coming: "11" }, undefined],
  ["a code that is prepared for another place", {}, [item()], { redemptions: [aRedemption({ status: "preparing", code: null })] }, undefined],
  ["another product than the page's", fern, [item()], { page: { product: "6" } }, "add first"],
])("a cart with %s", async (_name, reward, items, more, expected) => expect(await obstacle(reward, items, more)).toBe(expected));

test("a code on its way there is told of others that it does not go with, never of itself; a reward that has its number is not it", async () => {
  const [own, other] = [aRedemption({ id: "11" }), aRedemption({ id: "12" })];
  const { hinders, clashes } = await beside([item()], { redemptions: [own, other], coming: "11" }).look();
  expect([hinders(own), hinders(other)]).toEqual([undefined, "no combine"]);
  expect(clashes(aBuyerReward({ id: "11" }))).toBe(true);
});

test("a code the cart refuses: it says so, looks again, and does not keep waiting whoever presses next until the shop was asked", async () => {
  const [tell, look] = [vi.fn(), vi.fn(async () => undefined)];
  const post = vi.fn(() => new Promise<never>(() => undefined));
  await beside([item()], {}, { tell, post }).use(aRedemption(), document.body, look);
  expect(tell.mock.calls).toEqual([[document.body, "no fit kept"]]);
  expect(look).toHaveBeenCalledTimes(1);
  expect(post.mock.calls).toEqual([["/redemptions/11/refused"]]);
});
