import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { advanceClock } from "../../../sandbox/shop-life/advance-clock";
import { gid } from "../../../sandbox/world/ids";
import { codesOf, openShop, type OpenShop } from "./open-shop";

let open: OpenShop;
beforeEach(async () => { open = await openShop({ seed: 7 }); });
afterEach(() => open.close());

const order = async (body: object, method = "POST") => {
  const answer = await fetch(`${open.url}/api/faults/calls`, { method, headers: { "content-type": "application/json" }, ...(method === "POST" ? { body: JSON.stringify(body) } : {}) });
  return { status: answer.status, json: await answer.json() as { calls?: object[]; error?: string } };
};
const tag = (as = "x") => open.graphql("mutation($id:ID!,$as:String!){tagsAdd(id:$id,tags:[$as]){node{id} userErrors{message}}}", { id: gid("Customer", Object.keys(open.shop.customers)[0]!), as });
const tags = () => Object.values(open.shop.customers)[0]!.tags;

describe("troubles of single calls", () => {
  test.each([
    ["server_error", { status: 500, body: { errors: "Internal Server Error" } }],
    ["null_data", { status: 200, body: { data: null } }],
    ["errors", { status: 200, body: { errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }] } }],
  ])("%s: nothing is done, or all of it before the answer, as ordered; then all is well", async (answer, told) => {
    await order({ field: "tagsAdd", answer });
    await order({ field: "tagsAdd", answer, effect: "before" });
    expect(await tag("never")).toMatchObject(told);
    expect(tags()).toEqual([]);
    expect(await tag("done")).toMatchObject(told);
    expect(tags()).toEqual(["done"]);
    expect((await tag("well")).body.data.tagsAdd.userErrors).toEqual([]);
  });

  test("a page instead of JSON, and no answer at all", async () => {
    await order({ field: "tagsAdd", answer: "html" });
    await expect(tag()).rejects.toThrow(/JSON/);
    await order({ field: "tagsAdd", answer: "lost" });
    await expect(tag()).rejects.toThrow(/fetch failed/);
    expect(tags()).toEqual([]);
  });

  test("an effect that comes after the answer comes at its time on the sandbox clock", async () => {
    await order({ field: "tagsAdd", answer: "server_error", effect: 40 });
    expect((await tag("late")).status).toBe(500);
    await advanceClock(open.sandbox, { ms: 39_000 });
    expect(tags()).toEqual([]);
    await advanceClock(open.sandbox, { ms: 2_000 });
    expect(tags()).toEqual(["late"]);
  });

  test("throttled by either way says how long to wait", async () => {
    await order({ field: "tagsAdd", answer: "too_many_requests", retryAfterSeconds: 60 });
    const refused = await tag();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60.0"]);
    await order({ field: "tagsAdd", answer: "throttled", retryAfterSeconds: 30 });
    const throttled = await tag();
    const { requestedQueryCost, throttleStatus } = throttled.body.extensions.cost;
    expect([throttled.status, codesOf(throttled), (requestedQueryCost - throttleStatus.currentlyAvailable) / throttleStatus.restoreRate]).toEqual([200, ["THROTTLED"], 30]);
    expect(tags()).toEqual([]);
  });

  test("a user error comes in the mutation's own payload, with a code of the schema only", async () => {
    const drop = () => open.graphql("mutation{discountCodeDelete(id:\"gid://shopify/DiscountCodeNode/1\"){deletedCodeDiscountId userErrors{field message code}}}");
    await order({ field: "discountCodeDelete", answer: "user_error", error: { code: "MAX_APP_DISCOUNTS", message: "Too many", field: ["id"] } });
    open.shop.install!.scopes.push("write_discounts");
    expect((await drop()).body.data.discountCodeDelete).toEqual({ deletedCodeDiscountId: null, userErrors: [{ field: ["id"], message: "Too many", code: "MAX_APP_DISCOUNTS" }] });
    await order({ field: "discountCodeDelete", answer: "user_error", error: { code: "BAD_MOOD", message: "No", field: null } });
    expect((await drop()).body.errors[0].message).toContain("BAD_MOOD");
  });

  test("one shop's are not another's, and what was not struck can be taken back", async () => {
    await order({ field: "tagsAdd", answer: "server_error", handle: "hanami-store", times: null });
    expect((await tag("here")).status).toBe(200);
    expect((await order({}, "GET")).json.calls).toMatchObject([{ field: "tagsAdd", domain: "hanami-store.myshopify.com", times: null }]);
    expect((await order({}, "DELETE")).json.calls).toEqual([]);
    await order({ field: "tagsAdd", answer: "server_error", times: 2 });
    expect([(await tag()).status, (await tag()).status, (await tag()).status]).toEqual([500, 500, 200]);
  });

  test.each([
    [{ field: "tagsAdd", answer: "user_error", effect: "before" }, 400, /effect never/],
    [{ field: "tagsAdd", answer: "server_error", handle: "nobody" }, 404, /nobody/],
    [{ field: "tagsAdd", answer: "smile" }, 400, /smile/],
  ])("%j is refused with %i", async (body, status, sentence) => {
    expect(await order(body)).toEqual({ status, json: { error: expect.stringMatching(sentence) } });
  });
});
