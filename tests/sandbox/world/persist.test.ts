import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findCode } from "../../../sandbox/discounts/redeem-codes";
import { runCodeWork } from "../../../sandbox/discounts/run-code-work";
import { openSandbox } from "../../../sandbox/open-sandbox";
import { placeOrder } from "../../../sandbox/shop-life/place-order";
import { advance } from "../../../sandbox/world/clock";
import { createWorld } from "../../../sandbox/world/create-world";
import { findShop } from "../../../sandbox/world/find-shop";
import { nextId } from "../../../sandbox/world/ids";
import { loadWorld, saveWorld, saveWorldNow } from "../../../sandbox/world/persist";
import { aDiscount } from "../discounts/a-discount";

const APP = { apiKey: "key", apiSecret: "secret", name: "App", handle: "app", appUrl: "http://127.0.0.1:9" };
let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "world-")); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a world comes back as it was, by either way of writing", async () => {
  const { sandbox, close } = openSandbox({ seed: 3 });
  const shop = findShop(sandbox.world, "evergreen-goods")!;
  placeOrder(sandbox, shop, { lines: [{ variantId: Object.values(shop.products)[0]!.variants[0]!.id, quantity: 1 }] });
  shop.metafields["gid://shopify/Shop/1"] = { "a.b": { id: "1", namespace: "a", key: "b", type: "json", value: "\"\u2028 \\ud800\"", createdAt: "", updatedAt: "" } };
  advance(sandbox.world, 86_400_000);
  saveWorldNow(sandbox.world, join(folder, "now"));
  await saveWorld(sandbox.world, join(folder, "slices"));
  await close();
  expect(loadWorld(join(folder, "now"))).toEqual(sandbox.world);
  expect(loadWorld(join(folder, "slices"))).toEqual(sandbox.world);
});

test("closing writes; opening again goes on with the same shops, ids and clock, and takes the new app address", async () => {
  const data = join(folder, "deep", "world.ndjson");
  const first = openSandbox({ data, app: APP });
  const id = nextId(first.sandbox.world);
  advance(first.sandbox.world, 5_000);
  await first.close();
  const second = openSandbox({ data, app: { appUrl: "http://127.0.0.1:10" } });
  expect(BigInt(nextId(second.sandbox.world))).toBe(BigInt(id) + 1n);
  expect(second.sandbox.world).toMatchObject({ clockOffsetMs: 5_000, app: { apiKey: "key", appUrl: "http://127.0.0.1:10" } });
  await second.close();
});

test("discounts, their uses and codes still to be made survive; a snapshot from before them opens with none", async () => {
  const data = join(folder, "world.ndjson");
  const first = openSandbox({ data, app: APP });
  const shop = findShop(first.sandbox.world, "evergreen-goods")!;
  const discount = aDiscount(first.sandbox, shop, { code: "__proto__" });
  placeOrder(first.sandbox, shop, { lines: [{ title: "A", unitPriceMinor: 1000, quantity: 1 }], codes: ["__PROTO__"] });
  const at = first.sandbox.now().toISOString();
  shop.bulkCreations["7"] = { id: "7", discountId: discount.id, createdAt: at, dueAt: at, results: null, codes: ["LATER"] };
  await first.close();
  const second = openSandbox({ data, app: APP });
  runCodeWork(second.sandbox);
  const again = findShop(second.sandbox.world, "evergreen-goods")!;
  expect(findCode(again, "__proto__")!.redeem.uses).toHaveLength(1);
  expect([findCode(again, "later")?.discount.id, again.bulkCreations["7"]!.results]).toEqual([discount.id, [{ code: "LATER", error: null, redeemCodeId: expect.any(String) }]]);
  await second.close();
  const lines = readFileSync(data, "utf8").trimEnd().split("\n").filter((line) => !/"(discounts|bulkCreations)","/.test(line));
  const head = JSON.parse(lines.pop()!) as [string, { shops: Record<string, Record<string, unknown>>; faults: Record<string, unknown> }];
  for (const row of Object.values(head[1].shops)) for (const part of ["bulkCreations", "codeDeletions"]) delete row[part];
  delete head[1].faults.codesLate;
  writeFileSync(data, [...lines, JSON.stringify(head)].join("\n"));
  const old = openSandbox({ data, app: APP });
  expect(findShop(old.sandbox.world, "evergreen-goods")).toMatchObject({ discounts: {}, bulkCreations: {}, codeDeletions: {} });
  expect(old.sandbox.world.faults.codesLate).toBe(0);
  await old.close();
});

test("no file is no world; a damaged one is named with its line", () => {
  const file = join(folder, "world");
  expect(loadWorld(file)).toBeNull();
  saveWorldNow(createWorld({ seed: 1, app: APP }), file);
  const lines = readFileSync(file, "utf8").split("\n");
  writeFileSync(file, [lines[0], lines[1]!.slice(0, 20), ...lines.slice(2)].join("\n"));
  expect(() => loadWorld(file)).toThrow(`${file}:2: no JSON`);
  writeFileSync(file, lines.slice(0, 5).join("\n"));
  expect(() => loadWorld(file)).toThrow("its last line is missing");
});

test("the demo shop has four collections of two dozen products, all with a price and a handle of their own", () => {
  const { shops } = createWorld({ seed: 1, app: APP });
  const { products, collections } = shops["evergreen-goods.myshopify.com"]!;
  expect([Object.keys(collections).length, Object.keys(products).length]).toEqual([4, 24]);
  expect(new Set(Object.values(products).map(({ handle }) => handle)).size).toBe(24);
  for (const shop of Object.values(shops)) {
    expect(Object.values(shop.collections).flatMap(({ productIds }) => productIds).sort()).toEqual(Object.keys(shop.products).sort());
    for (const product of Object.values(shop.products)) for (const variant of product.variants) expect(variant.priceMinor).toBeGreaterThan(0);
  }
});
