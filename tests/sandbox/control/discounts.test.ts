import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type StartedSandbox } from "../../../sandbox/server";
import { onTopic } from "../../../sandbox/world/emit";
import { findShop } from "../../../sandbox/world/find-shop";

const SHOP = "/shops/evergreen-goods";
let started: StartedSandbox;
let told: string[] = [];
beforeAll(async () => {
  started = await startSandbox();
  onTopic(started.sandbox.world, (_shop, topic) => void told.push(topic));
});
afterAll(() => started.close());

async function call(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${started.url}/api${path}`, { method: method.toUpperCase(), headers: { "content-type": "application/json" }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers differ by operation and tests look into them freely
  return { status: answer.status, json: (await answer.json()) as any };
}
const variant = () => Object.values(findShop(started.sandbox.world, "evergreen-goods")!.products)[0]!.variants[0]!;
const order = (extra: object) => call("post", `${SHOP}/orders`, { lines: [{ variantId: variant().id, quantity: 1 }], email: "guest@example.com", ...extra });

describe("a discount as the merchant handles it", () => {
  it("is made, listed, changed, ended, started, given codes, found by code and deleted", async () => {
    told = [];
    const made = await call("post", `${SHOP}/discounts`, { code: "SPRING", percent: "12.5", usageLimit: 2, combinesWith: { shipping: true } });
    expect(made).toMatchObject({ status: 201, json: { title: "SPRING", class: "order", status: "ACTIVE", codesCount: 1, uses: 0, codes: [{ code: "SPRING", uses: 0 }], combinesWith: { order: false, product: false, shipping: true } } });
    const at = `${SHOP}/discounts/${made.json.id}`;
    expect(await call("patch", at, { title: "Spring sale", amountMinor: 500, minimumQuantity: 2 })).toMatchObject({ status: 200, json: { title: "Spring sale", value: { amountMinor: 500 }, minimum: { quantity: 2 }, usageLimit: 2 } });
    expect(await call("patch", at, { minimumQuantity: 0 })).toMatchObject({ json: { minimum: null } });
    expect((await call("post", `${at}/deactivate`)).json.status).toBe("EXPIRED");
    expect((await call("post", `${at}/activate`)).json.status).toBe("ACTIVE");
    expect(await call("post", `${at}/codes`, { codes: ["ONE", "TWO"] })).toMatchObject({ status: 201, json: { added: [{ code: "ONE" }, { code: "TWO" }] } });
    expect(await call("get", `${at}/codes?limit=2&offset=1`)).toMatchObject({ json: { total: 3, codes: [{ code: "ONE" }, { code: "TWO" }] } });
    expect(await order({ codes: ["two"] })).toMatchObject({ status: 201, json: { discountCodes: [{ code: "TWO", amountMinor: 500, type: "fixed_amount" }] } });
    expect(await call("get", `${SHOP}/discount-codes/tWo`)).toMatchObject({ json: { code: "TWO", uses: 1, deletedAt: null, discount: { id: made.json.id, uses: 1 }, orders: [{ name: "#1001" }] } });
    expect(await call("delete", `${at}/codes/two`)).toEqual({ status: 200, json: { deleted: "TWO" } });
    expect(await call("get", `${SHOP}/discount-codes/TWO`)).toMatchObject({ json: { deletedAt: expect.any(String) } });
    expect(await call("get", `${SHOP}/discounts`)).toMatchObject({ json: { total: 1, discounts: [{ codesCount: 2 }] } });
    expect(await call("delete", at)).toEqual({ status: 200, json: { deleted: made.json.id } });
    expect((await call("get", at)).status).toBe(404);
    expect(told.filter((topic) => topic.startsWith("discounts/"))).toEqual([
      "discounts/create", "discounts/update", "discounts/update", "discounts/update", "discounts/update", "discounts/redeemcode_added", "discounts/redeemcode_added", "discounts/redeemcode_removed", "discounts/delete",
    ]);
  });

  it.each<[number, object, RegExp]>([
    [409, { code: "X" }, /^discount: expected exactly one of percent/],
    [409, { code: "X", percent: "101" }, /^percent 101: expected 100 at most/],
    [400, { code: "X", percent: "many" }, /^percent "many": expected a number from 0 to 100/],
    [409, { code: "X", percent: "1", productIds: ["5"] }, /^productIds 5: expected one of evergreen/],
    [409, { code: "X", percent: "1", startsAt: "2026-01-02T00:00:00Z", endsAt: "2026-01-01T00:00:00Z" }, /^endsAt 2026-01-01.*: expected a time after/],
    [409, { code: "X", percent: "1", minimumQuantity: 1, minimumSubtotalMinor: 1 }, /not both$/],
    [400, { percent: "1" }, /^code is missing/],
  ])("is refused with %i for %j", async (status, body, sentence) => {
    expect(await call("post", `${SHOP}/discounts`, body)).toMatchObject({ status, json: { error: expect.stringMatching(sentence) } });
  });
});

describe("an order with codes", () => {
  it("is refused with the reason when one does not apply, and placed late all the same", async () => {
    const { json: discount } = await call("post", `${SHOP}/discounts`, { code: "LAST", amountMinor: 100, usageLimit: 1 });
    expect((await order({ codes: ["LAST"] })).status).toBe(201);
    expect(await order({ codes: ["LAST"] })).toMatchObject({ status: 409, json: { error: "code LAST: it has been used as often as it may, expected codes that apply together" } });
    expect(await order({ codes: ["NEVER"] })).toMatchObject({ status: 409, json: { error: expect.stringMatching(/^code NEVER: no discount of this shop has it/) } });
    await call("delete", `${SHOP}/discounts/${discount.id}`);
    expect((await order({ codes: ["LAST"] })).status).toBe(409);
    expect(await order({ codes: ["LAST"], late: true })).toMatchObject({ status: 201, json: { discountCodes: [{ code: "LAST", amountMinor: 100 }] } });
    expect((await order({ codes: ["NEVER"], late: true })).status).toBe(409);
    expect(await call("get", `${SHOP}/discount-codes/LAST`)).toMatchObject({ json: { uses: 2, orders: [{}, {}] } });
  });
});

it("the panel shows discounts, one discount, and where a code is", async () => {
  const { json } = await call("post", `${SHOP}/discounts`, { code: "<B>", percent: "5" });
  const page = async (path: string) => (await fetch(`${started.url}/control/evergreen-goods/${path}`)).text();
  expect(await page("discounts?code=%3Cb%3E")).toMatch(/&#60;B&#62;<\/strong>[\s\S]*used 0 times/);
  expect(await page(`discounts/${json.id}`)).toContain("Codes (1)");
  expect((await fetch(`${started.url}/control/evergreen-goods/discounts/1`)).status).toBe(404);
});

it("the faults of codes are set and documented", async () => {
  expect(await call("patch", "/faults", { codesLate: 0.5, codesLateSeconds: 12, lateCode: 1 })).toMatchObject({ status: 200, json: { codesLate: 0.5, codesLateSeconds: 12, lateCode: 1, codeTaken: 0 } });
  expect(await call("patch", "/faults", { codesLateSeconds: 0 })).toMatchObject({ status: 400 });
  const document = await (await fetch(`${started.url}/openapi.json`)).json() as { paths: Record<string, { patch?: { requestBody: { content: Record<string, { schema: { properties: object } }> } } }> };
  const { properties } = document.paths["/api/faults"]!.patch!.requestBody.content["application/json"]!.schema;
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(["codesLate", "codesLateSeconds", "codesAnswerLost", "codesPollLag", "codesFail", "codeTaken", "lateCode"]));
});
