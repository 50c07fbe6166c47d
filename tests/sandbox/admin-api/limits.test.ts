import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { advance } from "../../../sandbox/world/clock";
import { gid } from "../../../sandbox/world/ids";
import { codesOf, openShop, type Answer, type OpenShop } from "./open-shop";

let open: OpenShop;
beforeEach(async () => { open = await openShop({ seed: 7 }); });
afterEach(() => open.close());

const costOf = (answer: Answer) => answer.body.extensions.cost;
/** 2 + 200 * (1 + 2 + 1 * 1) = 802 points. */
const DEAR = "{products(first:200){nodes{id variants(first:1){nodes{id}}}}}";

describe("query cost", () => {
  test.each([
    ["{shop{name currencyCode}}", 1],
    ["{shop{name plan{publicDisplayName}}}", 2],
    ["{products(first:10){edges{node{id}}}}", 12],
    ["{products(first:10){nodes{id} pageInfo{hasNextPage}}}", 12],
    ["{products(first:10){nodes{id variants(first:2){nodes{id}}}}}", 52],
    ["mutation{tagsAdd(id:\"gid://shopify/Customer/1\",tags:[\"a\"]){userErrors{message}}}", 10],
    ["{node(id:\"gid://shopify/Customer/1\"){... on Customer{id} ... on Product{id priceRangeV2{minVariantPrice{amount}}}}}", 3],
    ["query{shop{...S}} fragment S on Shop{plan{publicDisplayName} primaryDomain{url @skip(if:true)}}", 3],
    ["{products(first:10) @include(if:false){nodes{id}} shop{id}}", 1],
  ])("%s asks for %i points", async (query, points) => {
    expect(costOf(await open.graphql(query)).requestedQueryCost).toBe(points);
  });

  test("sizes may come from variables; the answer counts the rows that came", async () => {
    const cost = costOf(await open.graphql("query($n:Int!){collections(first:$n){nodes{id}}}", { n: 100 }));
    expect(cost).toMatchObject({ requestedQueryCost: 102, actualQueryCost: 2 + Object.keys(open.shop.collections).length });
  });

  test("a query above 1000 points is refused and takes nothing", async () => {
    const refused = await open.graphql("{products(first:250){nodes{id variants(first:10){nodes{id}}}}}");
    expect([refused.status, codesOf(refused), refused.body.errors[0].extensions.maxCost]).toEqual([200, ["MAX_COST_EXCEEDED"], 1000]);
    expect(costOf(await open.graphql("{shop{id}}")).throttleStatus.currentlyAvailable).toBeGreaterThanOrEqual(1999);
  });
});

describe("the bucket", () => {
  test("unused points come back; an empty bucket answers THROTTLED as HTTP 200 and fills with the clock", async () => {
    open.shop.plan = "basic";
    const id = gid("Customer", Object.keys(open.shop.customers)[0]!);
    const spend = `mutation($id:ID!){${Array.from({ length: 90 }, (_, i) => `m${i}:tagsAdd(id:$id,tags:["a"]){userErrors{message}}`).join(" ")}}`;
    const first = costOf(await open.graphql(DEAR));
    expect(first.requestedQueryCost).toBe(802);
    expect(first.throttleStatus).toMatchObject({ maximumAvailable: 2000, restoreRate: 100 });
    expect(first.throttleStatus.currentlyAvailable).toBeGreaterThanOrEqual(2000 - first.actualQueryCost);
    const answers = [await open.graphql(spend, { id }), await open.graphql(spend, { id }), await open.graphql(spend, { id })];
    const last = answers.at(-1)!;
    expect([last.status, codesOf(last), costOf(last).actualQueryCost]).toEqual([200, ["THROTTLED"], null]);
    advance(open.sandbox.world, 20_000);
    expect(codesOf(await open.graphql(spend, { id }))).toEqual([]);
  });

  test("is larger on a larger plan, and each shop has its own", async () => {
    const plus = await openShop({ handle: "souk-kuwait" });
    const cost = costOf(await plus.graphql("{shop{id}}"));
    await plus.close();
    // The one point spent is back within a millisecond.
    expect([19_999, 20_000]).toContain(cost.throttleStatus.currentlyAvailable);
    expect(cost.throttleStatus).toMatchObject({ maximumAvailable: 20_000, restoreRate: 1000 });
  });
});

describe("faults", () => {
  const tag = (open: OpenShop) => open.graphql("mutation($id:ID!){tagsAdd(id:$id,tags:[\"x\"]){userErrors{message}}}", { id: gid("Customer", Object.keys(open.shop.customers)[0]!) });
  const tags = (open: OpenShop) => Object.values(open.shop.customers)[0]!.tags;

  test("a 500 before execution changes nothing, one after execution has done its work", async () => {
    await open.graphql("{shop{id}}");
    open.sandbox.world.faults.errorBefore = 1;
    expect((await tag(open)).status).toBe(500);
    expect(tags(open)).toEqual([]);
    Object.assign(open.sandbox.world.faults, { errorBefore: 0, errorAfter: 1 });
    expect((await tag(open)).status).toBe(500);
    expect(tags(open)).toEqual(["x"]);
  });

  test("throttling comes as THROTTLED and as 429, the same ones for the same seed", async () => {
    const run = async () => {
      const shop = await openShop({ seed: 7 });
      await shop.graphql("{shop{id}}");
      shop.sandbox.world.faults.throttle = 0.6;
      const seen: string[] = [];
      for (let i = 0; i < 20; i += 1) {
        const answer = await shop.graphql("{shop{id}}");
        seen.push(answer.status === 429 ? `429 after ${answer.headers.get("retry-after")}` : codesOf(answer)[0] ?? "ok");
      }
      await shop.close();
      return seen;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set(["ok", "THROTTLED", "429 after 2.0"]));
    expect(await run()).toEqual(first);
  });

  test("a stale read gives the answer of before, and lists without what just changed", async () => {
    const id = gid("Customer", Object.keys(open.shop.customers)[0]!);
    const one = "query($id:ID!){customer(id:$id){tags}}";
    open.sandbox.world.faults.stale = 1e-12;
    expect((await open.graphql(one, { id })).body.data.customer.tags).toEqual([]);
    await tag(open);
    open.sandbox.world.faults.stale = 1;
    expect((await open.graphql(one, { id })).body.data.customer.tags).toEqual([]);
    const listed = async () => (await open.graphql(`{customersCount(query:"id:${id.split("/").pop()}"){count}}`)).body.data.customersCount.count;
    expect(await listed()).toBe(0);
    open.sandbox.world.faults.stale = 0;
    expect([(await open.graphql(one, { id })).body.data.customer.tags, await listed()]).toEqual([["x"], 1]);
  });
});
