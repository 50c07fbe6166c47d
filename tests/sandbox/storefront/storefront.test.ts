import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aDiscount } from "../discounts/a-discount";
import { aFront, aVisitor, form, type Front, post } from "./a-front";

describe("a storefront", () => {
  let front: Front;
  let japan: string;
  let kuwait: string;
  beforeAll(async () => {
    front = await aFront();
    japan = `${front.url}/shop/hanami-store`;
    kuwait = `${front.url}/shop/souk-kuwait`;
  });
  afterAll(() => front.close());
  const variant = (shop = front.shop, index = 0) => Object.values(shop.products)[index]!.variants[0]!;
  const json = async (answer: Promise<Response> | Response) => (await answer).json() as Promise<Record<string, unknown>>;

  it.each(["/", "/collections/all", "/collections/houseplants", "/products/monstera-deliciosa", "/cart", "/account/login"])("shows %s", async (path) => {
    const answer = await fetch(`${front.storefront}${path}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("</html>");
  });

  it.each(["/products/no-such-thing", "/collections/none", "/pages/x"])("answers 404 at %s", async (path) => {
    expect((await fetch(`${front.storefront}${path}`)).status).toBe(404);
  });

  it("writes prices in the shop's currency and direction", async () => {
    expect(await (await fetch(`${front.storefront}/products/snake-plant`)).text()).toContain("$32.00");
    expect(await (await fetch(`${japan}/`)).text()).toContain("¥3,240");
    const souk = await (await fetch(`${kuwait}/`)).text();
    expect(souk).toContain("24.500 KD");
    expect(souk).toContain('dir="rtl"');
  });

  it("holds Liquid amounts in /cart.js: the subunit, with two zeros appended where there is none", async () => {
    const cases = [[front.shop, front.storefront, 1], [front.sandbox.world.shops["hanami-store.myshopify.com"]!, japan, 100], [front.sandbox.world.shops["souk-kuwait.myshopify.com"]!, kuwait, 1]] as const;
    for (const [shop, root, factor] of cases) {
      const visit = aVisitor();
      await visit(`${root}/cart/add.js`, post({ id: variant(shop).id, quantity: 2 }));
      const cart = await json(visit(`${root}/cart.js`));
      expect(cart).toMatchObject({ item_count: 2, currency: shop.currency, total_price: variant(shop).priceMinor * 2 * factor });
    }
  });

  it("adds, changes, updates and clears a cart", async () => {
    const visit = aVisitor();
    const [first, second] = [variant(), variant(front.shop, 1)];
    expect(await json(visit(`${front.storefront}/cart/add.js`, post({ items: [{ id: first.id, quantity: 1 }, { id: Number(second.id), quantity: 2 }] })))).toMatchObject({ items: [{ quantity: 2 }, { quantity: 1 }] });
    await visit(`${front.storefront}/cart/add.js`, post({ id: first.id }));
    expect((await json(visit(`${front.storefront}/cart/change.js`, post({ id: second.id, quantity: 0 })))).items).toMatchObject([{ quantity: 2, price: first.priceMinor }]);
    expect(await json(visit(`${front.storefront}/cart/change.js`, post({ line: 1, quantity: 5 })))).toMatchObject({ item_count: 5 });
    expect(await json(visit(`${front.storefront}/cart/update.js`, post({ updates: { [first.id]: 3 }, note: "ring", attributes: { gift: "yes" } })))).toMatchObject({ item_count: 3, note: "ring", attributes: { gift: "yes" } });
    expect(await json(visit(`${front.storefront}/cart/clear.js`, post({})))).toMatchObject({ item_count: 0, total_price: 0 });
  });

  it.each([
    [{ id: "1" }, /variant 1: expected a variant/],
    [{ id: "", quantity: 1 }, /expected a variant/],
  ])("refuses to add %j with 422", async (body, sentence) => {
    const answer = await fetch(`${front.storefront}/cart/add.js`, post(body));
    expect(answer.status).toBe(422);
    expect((await json(answer)).description).toMatch(sentence);
  });

  it.each([0, -1, 1.5, "x", 10_000])("refuses a quantity of %s", async (quantity) => {
    const answer = await fetch(`${front.storefront}/cart/add.js`, post({ id: variant().id, quantity }));
    expect(answer.status).toBe(422);
  });

  it("answers a section of the theme by itself and with every change of the cart, as the cart is then; null for what the theme does not have", async () => {
    const visit = aVisitor();
    const title = Object.values(front.shop.products)[0]!.title;
    const added = await json(visit(`${front.storefront}/cart/add.js`, post({ id: variant().id, sections: "cart-drawer,nothing" })));
    expect(added).toMatchObject({ quantity: 1, sections: { nothing: null } });
    expect((added.sections as Record<string, string>)["cart-drawer"]).toContain(title);
    expect(await (await visit(`${front.storefront}/cart?section_id=cart-drawer`)).text()).toBe((added.sections as Record<string, string>)["cart-drawer"]);
    const changed = await json(visit(`${front.storefront}/cart/change.js`, post({ line: 1, quantity: 0, sections: ["cart-drawer"] })));
    expect((changed.sections as Record<string, string>)["cart-drawer"]).not.toContain(title);
    expect(await json(visit(`${front.storefront}/cart?sections=cart-drawer`))).toEqual(changed.sections);
    expect((await visit(`${front.storefront}/cart?section_id=nothing`)).status).toBe(404);
    expect(await json(visit(`${front.storefront}/cart/update.js`, post({})))).not.toHaveProperty("sections");
  });

  it("has a drawer where it is asked for, and then alone", async () => {
    const drawers = async (path: string) => (await (await fetch(`${front.storefront}${path}`)).text()).split("<dialog").length - 1;
    expect([await drawers("/?cart=drawer"), await drawers("/products/monstera-deliciosa?cart=drawer"), await drawers("/")]).toEqual([1, 1, 0]);
  });

  it("works without script: forms lead to the cart", async () => {
    const visit = aVisitor();
    const added = await visit(`${front.storefront}/cart/add`, form({ id: variant().id, quantity: "2" }));
    expect([added.status, added.headers.get("location")]).toEqual([303, "/shop/evergreen-goods/cart"]);
    await visit(`${front.storefront}/cart`, form({ [`updates[${variant().id}]`]: "4" }));
    expect(await json(visit(`${front.storefront}/cart.js`))).toMatchObject({ item_count: 4 });
    await visit(`${front.storefront}/cart`, form({ [`updates[${variant().id}]`]: "4", remove: variant().id }));
    expect(await json(visit(`${front.storefront}/cart.js`))).toMatchObject({ item_count: 0 });
  });

  it("takes discount codes, and says which do not apply", async () => {
    aDiscount(front.sandbox, front.shop, { code: "TEN", usageLimit: 1 });
    const visit = aVisitor();
    await visit(`${front.storefront}/cart/add.js`, post({ id: variant().id }));
    const cart = await json(visit(`${front.storefront}/cart/update.js`, post({ discount: "ten, NOPE" })));
    expect(cart.discount_codes).toMatchObject([{ code: "ten", applicable: true }, { code: "NOPE", applicable: false }]);
    expect(cart.total_discount).toBe(variant().priceMinor / 10);
    expect((await visit(`${front.storefront}/discount/TEN?redirect=//evil.example`)).headers.get("location")).toBe("/shop/evergreen-goods/");
  });

  it("logs in as any customer, finds one by name, and keeps shops apart", async () => {
    const visit = aVisitor();
    const customer = Object.values(front.shop.customers)[1]!;
    expect(await (await visit(`${front.storefront}/account/login?q=${encodeURIComponent(customer.lastName!)}`)).text()).toContain(customer.email!);
    const login = await visit(`${front.storefront}/account/login`, form({ customer_id: customer.id, return_to: "/cart" }));
    expect([login.status, login.headers.get("location")]).toEqual([303, "/shop/evergreen-goods/cart"]);
    expect(login.headers.getSetCookie()[0]).toContain("Path=/shop/evergreen-goods");
    expect(await (await visit(`${front.storefront}/`)).text()).toContain(customer.firstName!);
    expect((await visit(`${front.storefront}/account/login`, form({ customer_id: "1" }))).status).toBe(404);
    await visit(`${front.storefront}/account/logout`, { method: "POST" });
    expect(await (await visit(`${front.storefront}/`)).text()).toContain("Log in");
  });

  it("makes a new customer and logs in, once for an address", async () => {
    const visit = aVisitor();
    const answer = await visit(`${front.storefront}/account/register`, form({ email: "first@example.com", first_name: "Ada", return_to: "/cart" }));
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/shop/evergreen-goods/cart"]);
    expect(await (await visit(`${front.storefront}/`)).text()).toContain("Ada");
    const again = await fetch(`${front.storefront}/account/register`, form({ email: "FIRST@example.com" }));
    expect(again.status).toBe(422);
    expect(await again.text()).toContain("Enter an address that nobody has yet");
  });

  it("escapes what shops and customers are called", async () => {
    const product = Object.values(front.shop.products)[0]!;
    const customer = Object.values(front.shop.customers)[2]!;
    [product.title, customer.firstName] = ['<script>alert("p")</script>', "<img src=x onerror=alert(1)>"];
    const visit = aVisitor();
    await visit(`${front.storefront}/account/login`, form({ customer_id: customer.id }));
    for (const path of ["/", "/collections/all", `/products/${product.handle}`, "/account/login"]) {
      const page = await (await visit(`${front.storefront}${path}`)).text();
      expect(page).not.toMatch(/<script>alert|<img src=x/);
    }
  });

  it("starts anew when its cookie is damaged", async () => {
    const answer = await fetch(`${front.storefront}/cart.js`, { headers: { cookie: "sandbox_storefront=%%%" } });
    expect(await json(answer)).toMatchObject({ item_count: 0 });
  });

  it("draws every product, the same each time", async () => {
    for (const shop of Object.values(front.sandbox.world.shops)) {
      for (const product of Object.values(shop.products)) {
        const [once, again] = await Promise.all([fetch(`${front.url}${product.image}`), fetch(`${front.url}${product.image}`)]);
        expect(once.headers.get("content-type")).toContain("image/svg+xml");
        expect(await once.text()).toBe(await again.text());
      }
    }
  });
});
