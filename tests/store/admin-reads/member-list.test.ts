import { beforeAll, describe, expect, test } from "vitest";
import { memberList, MEMBER_PAGE_SIZE, MOST_COUNTED, type MemberListQuery } from "~/store/admin-reads/member-list.server";
import { memberQuery } from "~/forms/member-query";
import { aShop } from "../../support/a-shop";
import { useDatabase } from "../../support/use-database";
import { fillShop, nameMember } from "./fill-shop";

const MEMBERS = 120;
const database = useDatabase();
let shopId: bigint, otherShopId: bigint;

beforeAll(async () => {
  shopId = await aShop(database);
  otherShopId = await aShop(database);
  await fillShop(database, shopId, { members: MEMBERS });
  await fillShop(database, otherShopId, { members: 3 });
  await nameMember(database, shopId, { customerId: "1000007", name: "Ada Lovelace", email: "ada@example.com" });
  await nameMember(database, shopId, { customerId: "1000008", name: "Adam José <img src=x onerror=alert(1)>", email: "adam@example.com" });
  await nameMember(database, otherShopId, { customerId: "1000001", name: "Ada Other", email: "ada@example.com" });
});

const ask = (text: string, given: Partial<MemberListQuery> = {}) => memberList(shopId, { ...memberQuery(new URLSearchParams(text)), ...given });
const ids = (page: { rows: { customerId: string | null }[] }) => page.rows.map((row) => Number(row.customerId) - 1_000_000);

describe("the members list", () => {
  test("counts the shop's own members and shows the newest first", async () => {
    const page = await ask("");
    expect(page.total).toBe(MEMBERS);
    expect(ids(page)).toEqual(Array.from({ length: MEMBER_PAGE_SIZE }, (_, i) => i + 1));
    expect(page.previous).toBeNull();
  });

  test.each(["enrolled", "available", "earned", "last_order"])("pages by %s forwards and back show each member once", async (sort) => {
    const seen: number[] = [];
    let cursor = "";
    let back = "";
    for (let pages = 0; pages < 10; pages += 1) {
      const page = await ask(`sort=${sort}${cursor && `&after=${encodeURIComponent(cursor)}`}`);
      seen.push(...ids(page));
      back = page.previous ?? back;
      if (page.next === null) break;
      cursor = page.next;
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: MEMBERS }, (_, i) => i + 1));
    const before = await ask(`sort=${sort}&before=${encodeURIComponent(back)}`);
    const lastPage = MEMBERS - (MEMBERS % MEMBER_PAGE_SIZE);
    expect(ids(before)).toEqual(seen.slice(lastPage - MEMBER_PAGE_SIZE, lastPage));
    expect(before.next).not.toBeNull();
  });

  test("members who are no longer listed do not shorten the page of those who earned most", async () => {
    const crowd = await aShop(database);
    await fillShop(database, crowd, { members: 300 });
    await database.asOwner("UPDATE member SET state = 'redacted' WHERE shop_id = $1 AND customer_id::bigint > 1000000 + 60", [String(crowd)]);
    const page = await memberList(crowd, memberQuery(new URLSearchParams("sort=earned")));
    expect(ids(page)).toEqual(Array.from({ length: MEMBER_PAGE_SIZE }, (_, i) => 60 - i));
    expect(page.next).not.toBeNull();
  });

  test("counts to ten thousand, and says that it goes on", async () => {
    const crowd = await aShop(database);
    await fillShop(database, crowd, { members: MOST_COUNTED });
    const count = async () => (({ total, more }) => ({ total, more }))(await memberList(crowd, memberQuery(new URLSearchParams())));
    expect(await count()).toEqual({ total: 10_000, more: false });
    await database.asOwner("INSERT INTO member (shop_id, customer_id, enrolled_at, enrolled_by) VALUES ($1, '1', '2026-01-01', 'order')", [String(crowd)]);
    expect(await count()).toEqual({ total: 10_000, more: true });
  });

  test.each<[string, string, number[]]>([
    ["customer number", "q=1000042", [42]],
    ["e-mail, whatever its case", "q=ADAM@Example.com", [8]],
    ["beginning of a name", "q=lovel", [7]],
    ["beginnings of two words", "q=ada+love", [7]],
    ["a name of two members", "q=ad", [7, 8]],
    ["letters without their accents", "q=jose", [8]],
    ["nobody's name", "q=zebra", []],
    ["one letter alone", "q=a", []],
    ["a mangled number", "q=1000042%27--", []],
  ])("finds by %s", async (_how, query, expected) => {
    const page = await ask(query);
    expect(ids(page)).toEqual(expected);
    expect(page.total).toBe(expected.length);
  });

  test("gives names as they are, null where none is known", async () => {
    const [ada] = (await ask("q=1000007")).rows;
    expect(ada).toMatchObject({ name: "Ada Lovelace", email: "ada@example.com" });
    const [nameless] = (await ask("q=1000009")).rows;
    expect(nameless).toMatchObject({ name: null, email: null, customerId: "1000009" });
  });

  test("filters by tier, state and points, and counts what matches", async () => {
    const gold = await ask("tier=gold");
    expect(gold.total).toBe(30);
    expect(new Set(gold.rows.map((row) => row.tier))).toEqual(new Set(["gold"]));
    const owing = await ask("points=owed");
    expect(owing.rows.map((row) => row.owed)).toEqual([5n, 5n]);
    expect((await ask("points=pending")).total).toBe(MEMBERS - 12);
    expect((await ask("state=blocked")).total).toBe(0);
  });

  test("leaves out members merged away or erased", async () => {
    await database.asOwner("UPDATE member SET state = 'merged' WHERE shop_id = $1 AND customer_id = '1000003'", [String(otherShopId)]);
    const page = await memberList(otherShopId, memberQuery(new URLSearchParams("")));
    expect(ids(page)).toEqual([1, 2]);
  });

  test("starts over at a cursor that is none", async () => {
    const page = await ask("after=%27%3B+DROP+TABLE+member_1");
    expect(ids(page)[0]).toBe(1);
  });
});
