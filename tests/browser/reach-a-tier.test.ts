import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, picture, steps, visitor } from "./chromium";
import { api, type Customer, logIn, newcomer, openMember, type Order, paidOrder, painted, products, shopUrl, until } from "./product";

/** One large order lifts a customer over a tier: tag, metafields, card and history follow, and nobody else's tags are touched. */
let browser: Browser;
let page: Page;
let problems: string[];
let customer: Customer;
let order: Order;
const read = () => api<Customer>(`/shops/evergreen-goods/customers/${customer.id}`);
const tierTags = ({ tags }: Customer) => tags.filter((tag) => tag.startsWith("perennial:tier:"));
const metafield = ({ metafields }: Customer, key: string) => metafields.find((field) => field.key === key)?.value;
/** Tags follow the card in a moment; then there is this one and no other of ours. */
const settled = (tag: string) => until(`${tag} alone`, async () => { const found = await read(); return tierTags(found).join() === tag ? found : null; });

beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, problems } = await visitor(browser));
  customer = await newcomer("Greta", "evergreen-goods", { tags: ["vip", "newsletter", "tier:gold"] });
});
afterAll(() => browser?.close());
steps(() => page);

describe("a large order reaches a tier", () => {
  test("first the card and the tag of the lowest tier", async () => {
    const before = await settled("perennial:tier:member");
    expect(metafield(before, "card")).toBeDefined();
  });

  test("then exactly the tag of the new one, beside the merchant's own, and card and tier in the metafields", async () => {
    const fig = (await products()).find(({ handle }) => handle === "fiddle-leaf-fig")!.variants[1]!;
    order = await paidOrder(customer.id, [{ variantId: fig.id, quantity: 5 }]);
    const after = await settled("perennial:tier:gold");
    expect([...after.tags].sort()).toEqual(["newsletter", "perennial:tier:gold", "tier:gold", "vip"]);
    const card = await until("the card of Gold", async () => { const value = JSON.parse(metafield(await read(), "card")!); return value.tier.handle === "gold" ? value : null; });
    expect(card).toMatchObject({ tier: { name: "Gold", multiplier: "1.5" }, pending: 795, progress: { next: { name: "Black" }, spentMinor: 79500, currency: "USD" } });
    expect(metafield(await read(), "tier")).toContain("gold");
  });

  test("the storefront paints the tier, and products earn by it", async () => {
    await logIn(page, customer.id);
    await page.goto(shopUrl("/"));
    await painted(page, ".perennial-card--member", "Gold");
    await picture(page, "tier-card");
    await page.goto(shopUrl("/products/snake-plant"));
    expect(await page.locator(".product-info .perennial-earn").innerText()).toMatch(/Earn 48 points[\s\S]*with Gold, 1\.5×/);
    await picture(page, "tier-product");
  });

  test("the merchant finds the member by tier, with the history of how it came", async () => {
    const { page: admin, context, problems: wrong } = await visitor(browser);
    const app = await openMember(admin, customer.email);
    await app.getByText("Member → Gold").waitFor();
    await app.getByText("Spend reached the tier").waitFor();
    await picture(admin, "tier-member");
    await context.close();
    expect(wrong).toEqual([]);
  });

  test("refunded, the tier goes back to where it was", async () => {
    await api(`/shops/evergreen-goods/orders/${order.id}/cancel`, {});
    const after = await settled("perennial:tier:member");
    expect([...after.tags].sort()).toEqual(["newsletter", "perennial:tier:member", "tier:gold", "vip"]);
    await page.goto(shopUrl("/"));
    await painted(page, ".perennial-card--member", /^(?![\s\S]*pending)[\s\S]*Member/);
    expect(problems).toEqual([]);
  });
});
