import { describe, expect, it } from "vitest";
import { includeFields } from "../../../sandbox/webhooks/include-fields";
import { matchesFilter, parseFilter } from "../../../sandbox/webhooks/matches-filter";
import { serializePayload } from "../../../sandbox/webhooks/serialize-payload";

const payload = { id: 9007199254740993n, total_price: "120.50", test: false, tags: "vip, gift", customer: null, source_name: "web", updated_at: "2026-03-01T10:00:00-05:00", line_items: [{ title: "Blue vase", price: "9.00" }, { title: "Fern", price: "100.00" }] };

describe("matchesFilter", () => {
  it.each([
    ["source_name:web", true], ["source_name:pos", false], ["test:false", true], ["id:9007199254740993", true], ["id:9007199254740992", false], ["id:>9007199254740992", true],
    ["total_price:>100", true], ["total_price:>=120.5", true], ["total_price:<120.50", false], ["total_price:120.5", true], ["line_items.price:>50", true], ["line_items.price:>500", false],
    ["line_items.title:\"Blue vase\"", true], ["customer:*", false], ["id:*", true], ["nothing:*", false], ["test:true OR source_name:web", true], ["test:true OR source_name:pos", false],
    ["source_name:web AND total_price:>1000", false], ["source_name:web total_price:>10", true], ["NOT test:true", true], ["-source_name:web", false],
    ["(test:true OR source_name:web) AND -(line_items.title:Cactus)", true], ["updated_at:>2026-03-01T14:59:59Z", true], ["updated_at:>2026-03-01T15:00:00Z", false],
  ])("%s is %s", (filter, expected) => {
    expect(matchesFilter(payload, filter)).toBe(expected);
  });

  it.each([["", /ends too early/], ["price", /is no term/], ["(a:1", /not closed/], ["a:1 )", /was not expected/], ["a:1 AND", /ends too early/]])("refuses %j", (filter, sentence) => {
    expect(() => parseFilter(filter)).toThrow(sentence);
  });
});

describe("includeFields", () => {
  it("keeps fields, fields of objects and of each entry of a list", () => {
    expect(includeFields(payload, ["id", "line_items.title", "customer.id", "none"])).toEqual({ id: payload.id, line_items: [{ title: "Blue vase" }, { title: "Fern" }], customer: null });
  });
});

describe("serializePayload", () => {
  it("writes integers with every digit, and text as it is", () => {
    expect(serializePayload({ id: 9223372036854775807n, text: "a\"\u2028\uD800", none: undefined, list: [1n, null] })).toBe("{\"id\":9223372036854775807,\"text\":\"a\\\"\u2028\\ud800\",\"list\":[1,null]}");
  });
});
