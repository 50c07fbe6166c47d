import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gid } from "../../../sandbox/world/ids";
import { aFront, aVisitor, form, type Front, putMetafield } from "./a-front";

const CARD = `{%- assign card = customer.metafields['$app'].card.value -%}
<p class="card" {{ block.shopify_attributes }}>{{ block.settings.heading }}|{{ card.points | default: 'none' }}|{{ customer.metafields['$app'].secret.value }}|{{ app.metafields.rules.program.value.rate }}|{% render 'line', n: 2 %}</p>
{% stylesheet %}.card{color:red}{% endstylesheet %}
{% javascript %}window.cardLoaded = true{% endjavascript %}
{% schema %}{ "name": "Card", "target": "section", "javascript": "card.js", "settings": [{ "type": "text", "id": "heading", "default": "Hello" }, { "type": "header", "content": "x" }] }{% endschema %}`;

const FILES = {
  "extensions/theme/blocks/card.liquid": CARD,
  "extensions/theme/blocks/price.liquid": '<i class="earn">{{ product.title }} {{ product.price | divided_by: 100 }}</i>{% schema %}{"name":"Earn"}{% endschema %}',
  "extensions/theme/blocks/tile.liquid": '{% assign item = block.settings.product | default: closest.product %}<i class="tile-earn">{{ item.price | money }}</i>{% schema %}{"name":"Tile","settings":[{"type":"product","id":"product","autofill":true}]}{% endschema %}',
  "extensions/theme/blocks/broken.liquid": '{{ 1 | no_such_filter }}{% schema %}{"name":"Broken","enabled_on":{"templates":["cart"]}}{% endschema %}',
  "extensions/theme/blocks/panel.liquid": '<b class="panel">{{ \'hi\' | t: name: shop.name }} {{ block.settings.color | color_to_rgb }}</b>{% schema %}{"name":"Panel","target":"body","settings":[{"type":"color","id":"color","default":"#102030"}]}{% endschema %}',
  "extensions/theme/blocks/hidden.liquid": '<b class="hidden-embed"></b>{% schema %}{"name":"Hidden","target":"head","available_if":"{{ app.metafields.rules.on }}"}{% endschema %}',
  "extensions/theme/snippets/line.liquid": "{{ 'points' | t: count: n }}{{ block.id }}",
  "extensions/theme/assets/card.js": "1",
  "extensions/theme/locales/en.default.json": '{"hi":"Hi {{ name }}","points":{"one":"{{ count }} point","other":"{{ count }} points"}}',
  "extensions/theme/locales/de.json": '{"hi":"Hallo {{ name }}"}',
};

describe("the theme extension in a storefront", () => {
  let front: Front;
  const visit = aVisitor();
  const page = async (path: string) => (await visit(`${front.storefront}${path}`)).text();
  beforeAll(async () => {
    front = await aFront({ files: FILES });
    const customer = Object.values(front.shop.customers)[0]!;
    putMetafield(front.shop, gid("Customer", customer.id), { namespace: "app--77", key: "card", type: "json", value: '{"points":1240}' });
    putMetafield(front.shop, gid("Customer", customer.id), { namespace: "app--77", key: "secret", type: "json", value: '"not for Liquid"' });
    putMetafield(front.shop, gid("AppInstallation", "1"), { namespace: "rules", key: "program", type: "json", value: '{"rate":3}' });
  });
  afterAll(() => front.close());

  it("paints a block from settings, metafields, snippets and locale files", async () => {
    expect(await page("/")).toContain('<p class="card" >Hello|none||3|2 points</p>');
    await visit(`${front.storefront}/account/login`, form({ customer_id: Object.values(front.shop.customers)[0]!.id }));
    expect(await page("/")).toContain('<p class="card" >Hello|1240||3|2 points</p>');
  });

  it("puts a merchant's settings over the schema's defaults", async () => {
    front.shop.storefront.blockSettings = { card: { heading: "Yours" } };
    expect(await page("/")).toContain(">Yours|1240|");
    front.shop.storefront.blockSettings = {};
  });

  it("loads what the block names, once, without holding up the page", async () => {
    const home = await page("/");
    expect(home.match(/<script src="\/extensions\/rewards\/assets\/card\.js" async><\/script>/g)).toHaveLength(1);
    expect(home).toContain('<link href="/extensions/rewards/compiled/card.css" rel="stylesheet"');
    expect(await (await fetch(`${front.url}/extensions/rewards/compiled/card.css`)).text()).toBe(".card{color:red}");
    expect(await (await fetch(`${front.url}/extensions/rewards/compiled/card.js`)).text()).toBe("window.cardLoaded = true");
    expect((await fetch(`${front.url}/extensions/rewards/assets/card.js`)).status).toBe(200);
    expect((await fetch(`${front.url}/extensions/rewards/assets/..%2Fshopify.extension.toml`)).status).toBe(404);
  });

  it("places product blocks on the product page and card blocks in every product card", async () => {
    expect(await page("/products/snake-plant")).toContain('<i class="earn">Snake Plant 32</i>');
    const tiles = (await page("/collections/houseplants")).match(/<i class="tile-earn">[^<]+<\/i>/g)!;
    expect(tiles).toHaveLength(7);
    expect(tiles[2]).toBe('<i class="tile-earn">$32.00</i>');
    front.shop.storefront.placements = { price: [], tile: ["card"] };
    expect(await page("/products/snake-plant")).not.toContain('class="earn"');
    delete front.shop.storefront.placements;
  });

  it("shows embeds on every page while they are enabled, and one with available_if only when that is true", async () => {
    expect(await page("/cart")).toContain('<b class="panel">Hi Evergreen Goods rgb(16, 32, 48)</b>');
    expect(await page("/cart")).not.toContain("hidden-embed");
    putMetafield(front.shop, gid("AppInstallation", "1"), { namespace: "rules", key: "on", type: "boolean", value: "true" });
    expect(await page("/cart")).toContain('<b class="hidden-embed"></b>');
    front.shop.storefront.embedsEnabled = false;
    expect(await page("/cart")).not.toContain('class="panel"');
    front.shop.storefront.embedsEnabled = true;
  });

  it("shows a note where a block fails, and the page around it", async () => {
    front.shop.storefront.placements = { broken: ["cart"] };
    const cart = await page("/cart");
    expect(cart).toMatch(/class="sandbox-error"[^>]*><strong>Sandbox<\/strong> block broken: undefined filter: no_such_filter/);
    expect(cart).toContain("Your cart");
    delete front.shop.storefront.placements;
  });

  it("speaks the language the shopper chose, and the default where a text is missing", async () => {
    expect((await visit(`${front.storefront}/?locale=de`)).status).toBe(302);
    const home = await page("/");
    expect(home).toContain("Hallo Evergreen Goods");
    expect(home).toContain('lang="de"');
    expect(home).toContain("2 points");
  });
});
