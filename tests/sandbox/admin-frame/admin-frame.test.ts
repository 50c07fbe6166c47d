import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifySessionToken } from "../../../sandbox/oauth/session-token";
import { onTopic } from "../../../sandbox/world/emit";
import { aFront, form, type Front, post } from "../storefront/a-front";

const BLOCK = '<p>x</p>{% schema %}{"name":"Card"}{% endschema %}';
const FILES = {
  "extensions/theme/blocks/card.liquid": BLOCK,
  "extensions/theme/blocks/panel.liquid": '{% schema %}{"name":"Panel","target":"body"}{% endschema %}',
};

describe("the admin frame", () => {
  let front: Front;
  let store: string;
  beforeAll(async () => {
    front = await aFront({ appUrl: "http://127.0.0.1:4999", files: FILES });
    store = `${front.url}/store/evergreen-goods`;
  });
  afterAll(() => front.close());
  const iframeOf = (page: string) => new URL(/<iframe id="app"[^>]* src="([^"]+)"/.exec(page)![1]!.replaceAll("&amp;", "&"));
  const open = async (path: string) => iframeOf(await (await fetch(`${store}/apps/k${path}`)).text());

  it("installs the app at its first opening, with the scopes of its configuration, and says nothing", async () => {
    const topics: string[] = [];
    const stop = onTopic(front.sandbox.world, (_shop, topic) => topics.push(topic));
    expect(front.shop.install).toBeNull();
    await open("");
    expect(front.shop.install).toMatchObject({ scopes: ["read_orders", "write_customers"], accessTokens: [] });
    expect(topics).toEqual([]);
    stop();
  });

  it("embeds the page of the app with Shopify's parameters, signed", async () => {
    const url = await open("/app/members?sort=points");
    expect(url.origin + url.pathname).toBe("http://127.0.0.1:4999/app/members");
    const { hmac, ...parameters } = Object.fromEntries(url.searchParams);
    expect(parameters).toMatchObject({ sort: "points", embedded: "1", shop: "evergreen-goods.myshopify.com" });
    expect(Buffer.from(parameters.host!, "base64").toString()).toBe("admin.shopify.com/store/evergreen-goods");
    expect(parameters.host).not.toContain("=");
    const message = Object.entries(parameters).map(([name, value]) => `${name}=${value}`).sort().join("&");
    expect(hmac).toBe(createHmac("sha256", "hush").update(message).digest("hex"));
    expect(verifySessionToken(front.sandbox.world, front.shop, parameters.id_token!)).toMatchObject({ aud: "k", dest: "https://evergreen-goods.myshopify.com", iss: "https://evergreen-goods.myshopify.com/admin" });
  });

  it.each(["//evil.example/x", "/%2F%2Fevil.example", "/\\evil.example"])("keeps %s on the app's origin", async (path) => {
    expect((await open(path)).origin).toBe("http://127.0.0.1:4999");
  });

  it("gives id tokens good for a minute of real time, however far the sandbox clock is ahead", async () => {
    front.sandbox.world.clockOffsetMs = 400 * 86_400_000;
    const { token } = await (await fetch(`${store}/bridge/id-token`, post({}))).json() as { token: string };
    const claims = verifySessionToken(front.sandbox.world, front.shop, token)!;
    expect(claims.exp - claims.iat).toBe(60);
    expect(Math.abs(claims.iat - Date.now() / 1000)).toBeLessThan(30);
    front.sandbox.world.clockOffsetMs = 0;
  });

  it("lists blocks and embeds with where they stand, and the theme editor changes that", async () => {
    const extensions = async () => (await fetch(`${store}/bridge/extensions`)).json();
    expect(await extensions()).toMatchObject([{ handle: "rewards", type: "theme_app_extension", activations: [
      { handle: "card", name: "Card", target: "section", status: "active", activations: [{ target: "template--index__apps" }, { target: "template--cart__apps" }] },
      { handle: "panel", target: "body", status: "active" },
    ] }]);
    await fetch(`${store}/themes/current/editor`, { ...form({ place: "card:product" }), redirect: "manual" });
    expect(await extensions()).toMatchObject([{ activations: [{ handle: "card", activations: [{ target: "template--product__main" }] }, { handle: "panel", status: "available", activations: [] }] }]);
    const editor = await (await fetch(`${store}/themes/current/editor?context=apps&addAppBlockId=k/card&target=mainSection`)).text();
    expect(editor).toContain('<tr class="wanted"><td>Card</td>');
  });

  it("picks products, variants and collections in App Bridge's shape", async () => {
    const pick = async (query: string) => (await fetch(`${store}/bridge/resources?${query}`)).json() as Promise<{ displayName?: string }[]>;
    expect(await pick("type=product&query=snake")).toMatchObject([{ id: expect.stringMatching(/^gid:\/\/shopify\/Product\//), title: "Snake Plant", status: "ACTIVE", variants: [{ price: "32.00" }] }]);
    expect((await pick("type=variant&query=monstera"))).toHaveLength(3);
    expect((await pick("type=collection"))[0]).toMatchObject({ title: "Houseplants", productsCount: 7 });
    expect((await fetch(`${store}/bridge/resources?type=customer`)).status).toBe(422);
  });

  it("grants declared optional scopes, tells the app, and refuses others", async () => {
    const told: unknown[] = [];
    const stop = onTopic(front.sandbox.world, (_shop, topic, resource) => { if (topic === "app/scopes_update") told.push(resource); });
    const ask = (body: object) => fetch(`${store}/bridge/scopes`, post(body as Record<string, unknown>));
    expect(await (await ask({ action: "request", scopes: ["read_all_orders"] })).json()).toEqual({ granted: ["read_orders", "write_customers", "read_all_orders"], required: ["read_orders", "write_customers"], optional: ["read_all_orders"] });
    expect(told).toHaveLength(1);
    expect((await ask({ action: "request", scopes: ["write_themes"] })).status).toBe(422);
    expect((await ask({ action: "revoke", scopes: ["read_orders"] })).status).toBe(422);
    expect(await (await ask({ action: "revoke", scopes: ["read_all_orders"] })).json()).toMatchObject({ granted: ["read_orders", "write_customers"] });
    stop();
  });

  it("serves App Bridge and the frame as scripts", async () => {
    for (const path of ["/app-bridge.js", "/admin-frame.js"]) {
      const answer = await fetch(`${front.url}${path}`);
      expect(answer.headers.get("content-type")).toContain("javascript");
      expect((await answer.text()).length).toBeGreaterThan(3000);
    }
  });

  it("shows what the app wrote to a customer, escaped", async () => {
    const customer = Object.values(front.shop.customers)[0]!;
    customer.tags = ["perennial:tier:gold"];
    customer.lastName = "<script>alert(1)</script>";
    const page = await (await fetch(`${store}/customers/${customer.id}`)).text();
    expect(page).toContain("perennial:tier:gold");
    expect(page).not.toContain("<script>alert");
    for (const path of ["", "/orders", "/products", "/customers", "/discounts"]) expect((await fetch(`${store}${path}`)).status).toBe(200);
  });

  it("answers 404 for a store, an app or a page nobody has, and for an app that is not installed", async () => {
    for (const path of ["/store/nobody", "/store/evergreen-goods/apps/other", "/store/evergreen-goods/orders/1", "/store/evergreen-goods/nothing", "/store/hanami-store/bridge/extensions"]) {
      expect((await fetch(`${front.url}${path}`)).status).toBe(404);
    }
  });
});
