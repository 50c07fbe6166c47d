import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NO_FAULTS } from "../../../sandbox/world/create-world";
import { gid } from "../../../sandbox/world/ids";
import { codesOf, EVERYTHING, type Json, openShop, type OpenShop } from "./open-shop";

const SCOPES = [...EVERYTHING, "write_discounts"];
let open: OpenShop;
beforeEach(async () => { open = await openShop({ scopes: SCOPES }); });
afterEach(() => open.close());

const BASIC = { title: "Ten", code: "TEN", startsAt: "2020-01-01T00:00:00Z", context: { all: "ALL" }, usageLimit: 1, customerGets: { value: { percentage: 0.1 }, items: { all: true } } };
const CREATE = "mutation($d:DiscountCodeBasicInput!){discountCodeBasicCreate(basicCodeDiscount:$d){codeDiscountNode{id} userErrors{field message code extraInfo}}}";
const ADD = "mutation($d:ID!,$c:[DiscountRedeemCodeInput!]!){discountRedeemCodeBulkAdd(discountId:$d,codes:$c){bulkCreation{id done codesCount} userErrors{field message code}}}";
const POLL = "query($id:ID!){discountRedeemCodeBulkCreation(id:$id){done codesCount importedCount failedCount discountCode{id} codes(first:250){nodes{code errors{field code message} discountRedeemCode{id code}}}}}";
const BY_CODE = "query($c:String!){codeDiscountNodeByCode(code:$c){id codeDiscount{... on DiscountCodeBasic{title status codesCount{count}}}}}";

async function create(changes: object = {}): Promise<Json> {
  return (await open.graphql(CREATE, { d: { ...BASIC, ...changes } })).body.data.discountCodeBasicCreate;
}
async function add(discountId: string, codes: string[]): Promise<Json> {
  return (await open.graphql(ADD, { d: discountId, c: codes.map((code) => ({ code })) })).body.data.discountRedeemCodeBulkAdd;
}
const poll = async (id: string): Promise<Json> => (await open.graphql(POLL, { id })).body.data.discountRedeemCodeBulkCreation;
const byCode = async (c: string): Promise<Json> => (await open.graphql(BY_CODE, { c })).body.data.codeDiscountNodeByCode;
const pass = (seconds: number) => open.post("/api/clock/advance", { ms: seconds * 1000 });
const faults = (changes: object) => Object.assign(open.sandbox.world.faults, NO_FAULTS, changes);
const created = async (changes: object = {}): Promise<string> => (await create(changes)).codeDiscountNode.id;

describe("a code discount", () => {
  test("is created, found by its code whatever the case, and shows all it is", async () => {
    const product = Object.values(open.shop.products)[0]!;
    const customer = Object.keys(open.shop.customers)[0]!;
    const id = await created({
      usageLimit: null, appliesOncePerCustomer: true, endsAt: "2999-01-01T00:00:00Z", tags: ["perennial"], context: { customers: { add: [gid("Customer", customer)] } },
      customerGets: { value: { discountAmount: { amount: "5.00" } }, items: { products: { productsToAdd: [gid("Product", product.id)] } } },
      minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: "20" } }, combinesWith: { orderDiscounts: true, shippingDiscounts: true },
    });
    const fields = `id discount{__typename ... on DiscountCodeBasic{title status summary shortSummary startsAt endsAt usageLimit appliesOncePerCustomer tags recurringCycleLimit discountClasses asyncUsageCount hasTimelineComment
      combinesWith{orderDiscounts productDiscounts shippingDiscounts} codesCount{count precision} codes(first:5,query:"ten"){nodes{id code asyncUsageCount}} context{... on DiscountCustomers{customers{id}}}
      minimumRequirement{... on DiscountMinimumSubtotal{greaterThanOrEqualToSubtotal{amount currencyCode}}}
      customerGets{appliesOnOneTimePurchase value{... on DiscountAmount{amount{amount} appliesOnEachItem}} items{... on DiscountProducts{products(first:3){nodes{id}} productVariants(first:3){nodes{id}}}}}}}`;
    const { discountNode } = (await open.graphql(`query($id:ID!){discountNode(id:$id){${fields}}}`, { id })).body.data;
    expect(discountNode).toMatchObject({ id, discount: {
      __typename: "DiscountCodeBasic", title: "Ten", status: "ACTIVE", startsAt: "2020-01-01T00:00:00.000Z", usageLimit: null, appliesOncePerCustomer: true, tags: ["perennial"], discountClasses: ["PRODUCT"],
      shortSummary: "5.00 USD off 1 product", combinesWith: { orderDiscounts: true, productDiscounts: false, shippingDiscounts: true }, codesCount: { count: 1, precision: "EXACT" },
      codes: { nodes: [{ code: "TEN", asyncUsageCount: 0 }] }, context: { customers: [{ id: gid("Customer", customer) }] }, minimumRequirement: { greaterThanOrEqualToSubtotal: { amount: "20.0", currencyCode: "USD" } },
      customerGets: { appliesOnOneTimePurchase: true, value: { amount: { amount: "5.0" }, appliesOnEachItem: false }, items: { products: { nodes: [{ id: gid("Product", product.id) }] }, productVariants: { nodes: [] } } },
    } });
    expect(await byCode("ten")).toMatchObject({ id, codeDiscount: { title: "Ten" } });
    expect(await byCode("NONE")).toBeNull();
    expect((await open.graphql("query($id:ID!){node(id:$id){... on DiscountCodeNode{codeDiscount{... on DiscountCodeBasic{title}}}}}", { id })).body.data.node.codeDiscount.title).toBe("Ten");
  });

  test("needs write_discounts to be made and read_discounts to be read", async () => {
    await open.close();
    open = await openShop({ scopes: ["read_discounts"] });
    expect(codesOf(await open.graphql(CREATE, { d: BASIC }))).toEqual(["ACCESS_DENIED"]);
    expect(codesOf(await open.graphql(BY_CODE, { c: "TEN" }))).toEqual([]);
    await open.close();
    open = await openShop({ scopes: ["read_orders"] });
    for (const query of ["{discountNodes(first:1){nodes{id}}}", "{codeDiscountNodeByCode(code:\"A\"){id}}", "{job(id:\"gid://shopify/Job/1\"){done}}"]) expect(codesOf(await open.graphql(query))).toEqual(["ACCESS_DENIED"]);
  });

  test.each<[string, object, string[], string | null]>([
    ["no title", { title: "" }, ["title"], "BLANK"],
    ["no code", { code: undefined }, ["code"], "BLANK"],
    ["an empty code", { code: "" }, ["code"], "TOO_SHORT"],
    ["a long code", { code: "x".repeat(256) }, ["code"], "TOO_LONG"],
    ["a code of two lines", { code: "A\nB" }, ["code"], "INVALID"],
    ["no start", { startsAt: undefined }, ["startsAt"], "BLANK"],
    ["an end before the start", { endsAt: "2019-01-01T00:00:00Z" }, ["endsAt"], "INVALID"],
    ["no context", { context: undefined }, ["context"], "BLANK"],
    ["an unknown customer", { context: { customers: { add: ["gid://shopify/Customer/1"] } } }, ["context", "customers", "add"], "INVALID"],
    ["no use at all", { usageLimit: 0 }, ["usageLimit"], "GREATER_THAN"],
    ["more than everything", { customerGets: { ...BASIC.customerGets, value: { percentage: 1.01 } } }, ["customerGets", "value", "percentage"], "VALUE_OUTSIDE_RANGE"],
    ["a negative amount", { customerGets: { ...BASIC.customerGets, value: { discountAmount: { amount: "-1" } } } }, ["customerGets", "value", "discountAmount", "amount"], "LESS_THAN_OR_EQUAL_TO"],
    ["a part of a cent", { customerGets: { ...BASIC.customerGets, value: { discountAmount: { amount: "1.001" } } } }, ["customerGets", "value", "discountAmount", "amount"], "INVALID"],
    ["two values", { customerGets: { ...BASIC.customerGets, value: { percentage: 0.1, discountAmount: { amount: "1" } } } }, ["customerGets", "value"], "TOO_MANY_ARGUMENTS"],
    ["no value", { customerGets: { items: { all: true } } }, ["customerGets", "value"], "BLANK"],
    ["nothing it is for", { customerGets: { value: { percentage: 0.1 } } }, ["customerGets", "items"], "BLANK"],
    ["an unknown product", { customerGets: { value: { percentage: 0.1 }, items: { products: { productsToAdd: ["gid://shopify/Product/0"] } } } }, ["customerGets", "items", "products", "productsToAdd"], "INVALID"],
    ["nothing it applies on", { customerGets: { ...BASIC.customerGets, appliesOnOneTimePurchase: false, appliesOnSubscription: false } }, ["customerGets"], "APPLIES_ON_NOTHING"],
    ["six tags", { tags: ["1", "2", "3", "4", "5", "6"] }, ["tags"], "TOO_MANY_TAGS"],
    ["a negative cycle limit", { recurringCycleLimit: -1 }, ["recurringCycleLimit"], "RECURRING_CYCLE_LIMIT_NOT_A_VALID_INTEGER"],
  ])("is refused with %s", async (_name, changes, field, code) => {
    expect(await create(changes)).toMatchObject({ codeDiscountNode: null, userErrors: [{ field: ["basicCodeDiscount", ...field], code, extraInfo: null }] });
    expect(Object.keys(open.shop.discounts)).toEqual([]);
  });

  test("is refused with two minimums, more than 100 products, and a code any discount has", async () => {
    expect((await create({ minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: "1" }, quantity: { greaterThanOrEqualToQuantity: "2" } } })).userErrors.map(({ code }: Json) => code)).toEqual(["CONFLICT", "CONFLICT"]);
    const product = Object.values(open.shop.products)[0]!;
    const many = Array.from({ length: 101 }, (_, index) => `99${index}`);
    for (const id of many) open.shop.products[id] = { ...product, id, variants: [] };
    expect((await create({ customerGets: { value: { percentage: 0.1 }, items: { products: { productsToAdd: many.map((id) => gid("Product", id)) } } } })).userErrors).toMatchObject([{ code: "EXCEEDED_MAX" }]);
    await created();
    expect((await create({ code: "ten" })).userErrors).toEqual([{ field: ["basicCodeDiscount", "code"], message: "Code must be unique. Please try a different code.", code: "TAKEN", extraInfo: null }]);
  });

  test("says what is not played", async () => {
    for (const changes of [{ context: { markets: { add: ["gid://shopify/Market/1"] } } }, { customerGets: { ...BASIC.customerGets, value: { discountAmount: { amount: "1", appliesOnEachItem: true } } } }]) {
      expect(codesOf(await open.graphql(CREATE, { d: { ...BASIC, ...changes } }))).toEqual(["SANDBOX_NOT_IMPLEMENTED"]);
    }
  });
});

describe("its codes", () => {
  test("are made later, each for itself", async () => {
    const other = await created({ code: "OTHER" });
    const id = await created();
    const { bulkCreation } = await add(id, ["A1", "a1", "", "x".repeat(256), "other", "TEN", "B2"]);
    expect(bulkCreation).toEqual({ id: expect.stringContaining("DiscountRedeemCodeBulkCreation/"), done: false, codesCount: 7 });
    expect(await poll(bulkCreation.id)).toMatchObject({ done: false, importedCount: 0, failedCount: 0, codes: { nodes: expect.arrayContaining([{ code: "A1", errors: [], discountRedeemCode: null }]) } });
    expect(await byCode("A1")).toBeNull();
    await pass(2);
    const done = await poll(bulkCreation.id);
    expect(done).toMatchObject({ done: true, codesCount: 7, importedCount: 2, failedCount: 5, discountCode: { id } });
    expect(done.codes.nodes.map(({ errors }: Json) => errors[0]?.message ?? null)).toEqual([
      null, "Codes must be unique within BulkDiscountCodeCreation", "is too short (minimum is 1 character)", "is too long (maximum is 255 characters)",
      "must be unique. Please try a different code.", "must be unique. Please try a different code.", null,
    ]);
    expect(done.codes.nodes[6]).toMatchObject({ code: "B2", discountRedeemCode: { code: "B2" } });
    expect(await byCode("b2")).toMatchObject({ id, codeDiscount: { codesCount: { count: 3 } } });
    expect((await byCode("OTHER")).id).toBe(other);
  });

  test("are 250 a call at most, one at least, and belong to a discount", async () => {
    const id = await created();
    const many = Array.from({ length: 251 }, (_, index) => ({ code: `C${index}` }));
    expect(codesOf(await open.graphql(ADD, { d: id, c: many }))).toEqual(["MAX_INPUT_SIZE_EXCEEDED"]);
    expect((await add(id, [])).userErrors).toMatchObject([{ field: ["codes"], code: "BLANK" }]);
    expect((await add(gid("DiscountCodeNode", "1"), ["A"])).userErrors).toMatchObject([{ field: ["discountId"], code: "INVALID" }]);
    const { bulkCreation } = await add(id, many.slice(1).map(({ code }) => code));
    await pass(2);
    expect(await poll(bulkCreation.id)).toMatchObject({ done: true, importedCount: 250, failedCount: 0 });
  });

  test("are deleted by a job, by id or by search", async () => {
    const id = await created();
    const { bulkCreation } = await add(id, ["GO-1", "GO-2", "STAY"]);
    await pass(2);
    const ids = (await poll(bulkCreation.id)).codes.nodes.map(({ discountRedeemCode }: Json) => discountRedeemCode.id);
    const drop = "mutation($d:ID!,$ids:[ID!],$s:String){discountCodeRedeemCodeBulkDelete(discountId:$d,ids:$ids,search:$s){job{id done} userErrors{field code message}}}";
    const dropped = async (variables: object) => (await open.graphql(drop, { d: id, ...variables })).body.data.discountCodeRedeemCodeBulkDelete;
    const { job } = await dropped({ ids: [ids[0]] });
    expect(job.done).toBe(false);
    expect(await byCode("GO-1")).not.toBeNull();
    await pass(2);
    expect((await open.graphql("query($id:ID!){job(id:$id){done}}", { id: job.id })).body.data.job.done).toBe(true);
    expect(await byCode("GO-1")).toBeNull();
    await dropped({ s: "go-*" });
    await pass(2);
    expect(await Promise.all(["GO-2", "STAY", "TEN"].map(async (code) => (await byCode(code)) !== null))).toEqual([false, true, true]);
    expect((await dropped({})).userErrors).toMatchObject([{ field: null, code: "MISSING_ARGUMENT" }]);
    expect((await dropped({ ids: [], s: "a" })).userErrors).toMatchObject([{ code: "TOO_MANY_ARGUMENTS" }]);
    expect((await add(id, ["GO-1"])).userErrors).toEqual([]);
    await pass(2);
    expect(await byCode("GO-1")).not.toBeNull();
  });

  test("may come late, be lost on the way, look undone, fail one by one or be called taken", async () => {
    const id = await created();
    faults({ codesLate: 1, codesLateSeconds: 90 });
    const late = (await add(id, ["LATE"])).bulkCreation.id;
    await pass(80);
    expect([(await poll(late)).done, await byCode("LATE")]).toEqual([false, null]);
    await pass(20);
    expect((await poll(late)).done).toBe(true);
    faults({ codesAnswerLost: 1 });
    await expect(add(id, ["LOST"])).rejects.toThrow();
    faults({ codesPollLag: 1 });
    await pass(2);
    expect(await byCode("LOST")).not.toBeNull();
    const lagging = (await add(id, ["LAG"])).bulkCreation.id;
    await pass(2);
    expect([(await poll(lagging)).done, (await byCode("LAG")) !== null]).toEqual([false, true]);
    await pass(70);
    expect((await poll(lagging)).done).toBe(true);
    faults({ codesFail: 1 });
    const failing = (await add(id, ["FAIL"])).bulkCreation.id;
    await pass(2);
    expect(await poll(failing)).toMatchObject({ done: true, importedCount: 0, failedCount: 1 });
    faults({ codeTaken: 1 });
    expect((await create({ code: "FREE" })).userErrors).toMatchObject([{ code: "TAKEN" }]);
  });
});

test("a discount ends, starts again and goes, and its codes with it", async () => {
  const id = await created();
  const change = async (field: string, asked = id) => (await open.graphql(`mutation($id:ID!){${field}(id:$id){${field === "discountCodeDelete" ? "deletedCodeDiscountId" : "codeDiscountNode{codeDiscount{... on DiscountCodeBasic{status endsAt}}}"} userErrors{field code message}}}`, { id: asked })).body.data[field];
  expect((await change("discountCodeDeactivate")).codeDiscountNode.codeDiscount).toEqual({ status: "EXPIRED", endsAt: expect.any(String) });
  expect((await change("discountCodeActivate")).codeDiscountNode.codeDiscount).toEqual({ status: "ACTIVE", endsAt: null });
  const { bulkCreation } = await add(id, ["AFTER"]);
  expect(await change("discountCodeDelete")).toEqual({ deletedCodeDiscountId: id, userErrors: [] });
  expect(await change("discountCodeDelete")).toMatchObject({ deletedCodeDiscountId: null, userErrors: [{ field: ["id"], code: "INVALID" }] });
  expect(await byCode("TEN")).toBeNull();
  await pass(2);
  expect(await poll(bulkCreation.id)).toMatchObject({ done: true, failedCount: 1, discountCode: null });
  expect(await created()).not.toBe(id);
});

describe("changing a discount", () => {
  const UPDATE = "mutation($id:ID!,$d:DiscountCodeBasicInput!){discountCodeBasicUpdate(id:$id,basicCodeDiscount:$d){codeDiscountNode{codeDiscount{... on DiscountCodeBasic{title usageLimit minimumRequirement{__typename} customerGets{items{__typename ... on DiscountProducts{products(first:5){nodes{id}}}} value{... on DiscountPercentage{percentage}}} codes(first:5){nodes{code}}}}} userErrors{field message code}}}";
  const update = async (id: string, d: object): Promise<Json> => (await open.graphql(UPDATE, { id, d })).body.data.discountCodeBasicUpdate;

  test("leaves what is not named, adds and removes products, and renames its only code", async () => {
    const [one, two] = Object.keys(open.shop.products).map((id) => gid("Product", id));
    const id = await created({ minimumRequirement: { quantity: { greaterThanOrEqualToQuantity: "2" } }, customerGets: { value: { percentage: 0.125 }, items: { products: { productsToAdd: [one] } } } });
    const changed = await update(id, { title: "Other", code: "NEW", customerGets: { items: { products: { productsToAdd: [two], productsToRemove: [one] } } } });
    expect(changed).toMatchObject({ userErrors: [], codeDiscountNode: { codeDiscount: { title: "Other", usageLimit: 1, minimumRequirement: { __typename: "DiscountMinimumQuantity" }, customerGets: { value: { percentage: 0.125 }, items: { products: { nodes: [{ id: two }] } } }, codes: { nodes: [{ code: "NEW" }] } } } });
    expect((await update(id, { minimumRequirement: null, customerGets: { items: { all: true } } })).codeDiscountNode.codeDiscount).toMatchObject({ minimumRequirement: null, customerGets: { items: { __typename: "AllDiscountItems" } } });
    expect([await byCode("TEN"), (await byCode("new")).id]).toEqual([null, id]);
  });

  test("is refused for one that is not there, for one of many codes, and for a code of another", async () => {
    expect((await update(gid("DiscountCodeNode", "1"), { title: "A" })).userErrors).toEqual([{ field: ["id"], message: "Discount does not exist", code: null }]);
    const id = await created();
    await created({ code: "OTHER" });
    expect((await update(id, { code: "other" })).userErrors).toMatchObject([{ field: ["basicCodeDiscount", "code"], code: "TAKEN" }]);
    expect((await update(id, { endsAt: "2019-01-01T00:00:00Z" })).userErrors).toMatchObject([{ field: ["basicCodeDiscount", "endsAt"], code: "INVALID" }]);
    await add(id, ["MORE"]);
    await pass(2);
    expect((await update(id, { code: "NEW" })).userErrors).toEqual([{ field: ["id"], message: "Cannot update the code of a bulk discount.", code: null }]);
  });
});

describe("free shipping", () => {
  const SHIP = { title: "Ship", code: "SHIP", startsAt: "2020-01-01T00:00:00Z", context: { all: "ALL" }, destination: { all: true }, maximumShippingPrice: "9.50", combinesWith: { orderDiscounts: true, productDiscounts: true } };
  const CREATE_SHIP = "mutation($d:DiscountCodeFreeShippingInput!){discountCodeFreeShippingCreate(freeShippingCodeDiscount:$d){codeDiscountNode{id codeDiscount{__typename ... on DiscountCodeFreeShipping{summary discountClasses maximumShippingPrice{amount} destinationSelection{... on DiscountCountryAll{allCountries}} appliesOnOneTimePurchase}}} userErrors{field code}}}";
  const ship = async (d: object): Promise<Json> => (await open.graphql(CREATE_SHIP, { d: { ...SHIP, ...d } })).body.data.discountCodeFreeShippingCreate;

  test("is made, changed and refused", async () => {
    const { codeDiscountNode } = await ship({});
    expect(codeDiscountNode.codeDiscount).toEqual({
      __typename: "DiscountCodeFreeShipping", summary: "Free shipping on all products • Applies to shipping rates under 9.50 USD", discountClasses: ["SHIPPING"], maximumShippingPrice: { amount: "9.5" }, destinationSelection: { allCountries: true }, appliesOnOneTimePurchase: true,
    });
    const updated = await open.graphql("mutation($id:ID!){discountCodeFreeShippingUpdate(id:$id,freeShippingCodeDiscount:{maximumShippingPrice:null}){codeDiscountNode{codeDiscount{... on DiscountCodeFreeShipping{maximumShippingPrice{amount}}}} userErrors{code}}}", { id: codeDiscountNode.id });
    expect(updated.body.data.discountCodeFreeShippingUpdate.codeDiscountNode.codeDiscount).toEqual({ maximumShippingPrice: null });
    expect((await ship({ code: "S2", combinesWith: { shippingDiscounts: true } })).userErrors).toEqual([{ field: ["freeShippingCodeDiscount", "combinesWith"], code: "INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS" }]);
    expect((await ship({ code: "S3", destination: undefined })).userErrors).toEqual([{ field: ["freeShippingCodeDiscount", "destination"], code: "BLANK" }]);
    expect((await ship({ code: "S4", maximumShippingPrice: "-1" })).userErrors).toEqual([{ field: ["freeShippingCodeDiscount", "maximumShippingPrice"], code: "GREATER_THAN_OR_EQUAL_TO" }]);
  });
});

describe("lists of discounts", () => {
  test.each([
    ["status:active", ["A"]], ["status:scheduled,expired", ["B", "C"]], ["title:B", ["B"]], ["tag:perennial", ["A"]], ["type:fixed_amount", ["C"]], ["discount_class:order AND -title:A", ["B", "C"]],
    ["times_used:0", ["A", "B", "C"]], ["starts_at:>2990-01-01", ["B"]], ["code:code-c", ["C"]], ["method:automatic", []], ["combines_with:shipping_discounts", ["B"]], ["b", ["B"]],
  ])("find by %s", async (query, titles) => {
    await created({ title: "A", code: "CODE-A", tags: ["perennial"] });
    await created({ title: "B", code: "CODE-2", startsAt: "2999-01-01T00:00:00Z", combinesWith: { shippingDiscounts: true } });
    await created({ title: "C", code: "CODE-C", endsAt: "2021-01-01T00:00:00Z", customerGets: { value: { discountAmount: { amount: "1" } }, items: { all: true } } });
    const fields = "codeDiscount{... on DiscountCodeBasic{title}}";
    const { body } = await open.graphql(`query($q:String){codeDiscountNodes(first:5,query:$q,sortKey:TITLE){nodes{${fields}}} discountNodes(first:5,query:$q){nodes{id}} discountNodesCount(query:$q){count}}`, { q: query });
    expect(body.data.codeDiscountNodes.nodes.map(({ codeDiscount }: Json) => codeDiscount.title)).toEqual(titles);
    expect([body.data.discountNodes.nodes.length, body.data.discountNodesCount.count]).toEqual([titles.length, titles.length]);
  });

  test("lag behind by a fault, and so does a look-up by code", async () => {
    faults({ stale: 1 });
    await created();
    const seen = async () => [(await byCode("TEN")) !== null, (await open.graphql("{discountNodes(first:5){nodes{id}}}")).body.data.discountNodes.nodes.length];
    expect(await seen()).toEqual([false, 0]);
    faults({});
    expect(await seen()).toEqual([true, 1]);
  });
});

test("uses are counted some time after the order, and the order shows the code and the discount", async () => {
  const id = await created();
  const order = await open.post("/api/shops/evergreen-goods/orders", { lines: [{ title: "Fern", unitPriceMinor: 2000, quantity: 1 }], codes: ["ten"] });
  const counts = async () => {
    const { codeDiscount } = (await open.graphql("query($id:ID!){codeDiscountNode(id:$id){codeDiscount{... on DiscountCodeBasic{asyncUsageCount codes(first:1){nodes{asyncUsageCount}}}}}}", { id })).body.data.codeDiscountNode;
    return [codeDiscount.asyncUsageCount, codeDiscount.codes.nodes[0].asyncUsageCount];
  };
  expect(await counts()).toEqual([0, 0]);
  await pass(11);
  expect(await counts()).toEqual([1, 1]);
  const read = await open.graphql("query($id:ID!){order(id:$id){discountCodes discountApplications(first:3){nodes{targetSelection targetType value{... on PricingPercentageValue{percentage}} ... on DiscountCodeApplication{code}}}}}", { id: gid("Order", order.body.id) });
  expect(read.body.data.order).toEqual({ discountCodes: ["TEN"], discountApplications: { nodes: [{ targetSelection: "ALL", targetType: "LINE_ITEM", value: { percentage: 10 }, code: "TEN" }] } });
});
