import { describe, expect, test } from "vitest";
import type { MemberCard, RewardCard } from "../../extensions/_shared/contract";
import { markOf } from "~/store/cards/card-codes.server";
import { aMemberCard, aProduct, aProgramCard, paint, read } from "./storefront";

function aRewardCard(over: Partial<RewardCard> = {}): RewardCard {
  return { id: "7", title: "5 off", kind: "amount_off", steps: [{ points: 100, minor: 500 }], percent: null, goods: null, minimumSpendMinor: 0, tiers: [], endsOn: null, ...over };
}
const program = (...rewards: RewardCard[]) => aProgramCard({ rewards });
const slider = aRewardCard({ id: "8", title: "Money off", steps: [1, 2, 3].map((n) => ({ points: 600 * n, minor: 100 * n })) });

describe("rewards in the panel", () => {
  test("within reach there is a button; out of reach how far it is; of another tier its name", () => {
    const html = paint("launcher", { program: program(aRewardCard(), aRewardCard({ id: "9", title: "Tote", steps: [{ points: 2_000, minor: null }], kind: "free_shipping" }), aRewardCard({ id: "10", title: "Gold thing", tiers: ["gold"] })), card: aMemberCard() });
    const text = read(html);
    expect(text).toContain("5 off $5 off 100 points Redeem : 5 off");
    expect(text).toContain("Tote Free shipping 2,000 points");
    expect(text).toContain("760 points to go");
    expect(text).toContain("Only for Gold");
    expect(html).toMatch(/data-perennial-reach hidden>[\s\S]*: Tote/);
    expect(html.match(/data-perennial-redeem="panel"/g)).toHaveLength(2);
  });

  test("what a title says already is not said below it once more", () => {
    const told = (title: string) => read(paint("launcher", { program: program(aRewardCard({ title })), card: aMemberCard() })).match(/\$5 off/g)!.length;
    expect([told("$5 off your order"), told("Something off")]).toEqual([told("$5 off"), 1]);
    expect(told("$5 off")).toBe(2);
  });

  test("a slider is a list of prices with what each takes off; what is out of reach cannot be chosen", () => {
    const html = paint("launcher", { program: program(slider), card: aMemberCard() });
    expect(read(html)).toContain("600 points: $1 off 1,200 points: $2 off 1,800 points: $3 off");
    expect(html).toContain('<option dir="auto" value="1200">');
    expect(html).toContain('<option dir="auto" value="1800" disabled>');
  });

  test("what it is for, from which order, until when", () => {
    const reward = aRewardCard({ percent: 20, kind: "product_discount", steps: [{ points: 100, minor: null }], goods: { titles: ["Fern <b>", "Book"], more: 3, productIds: ["1"], collectionIds: [] }, minimumSpendMinor: 5_000, endsOn: "2031-12-06" });
    const html = paint("launcher", { program: program(reward), card: aMemberCard() });
    expect(read(html)).toContain("20% off For Fern &lt;b&gt;, Book and 3 more At least $50 of these items Until Dec 6, 2031");
  });

  test("a guest sees what there is without a button; who owes points is told why", () => {
    const guest = paint("launcher", { program: program(aRewardCard()) });
    expect(read(guest)).toContain("5 off $5 off 100 points");
    expect(guest).not.toContain("data-perennial-redeem");
    expect(read(paint("launcher", { program: program(aRewardCard()), card: aMemberCard({ available: 0, owed: 30 }) }))).toContain("You owe points. The next points you earn settle them first.");
  });

  test("without rewards nothing is said of them, and no text of theirs is sent", () => {
    for (const rewards of [undefined, []]) {
      const html = paint("launcher", { program: aProgramCard(rewards ? { rewards } : {}), card: aMemberCard() });
      expect(html).not.toMatch(/data-perennial-codes|refusals|rewards\.js/);
    }
  });

  test.each(["de", "es", "fr", "ja", "zh-CN", "zh-TW"])("in %s nothing is left in English", (language) => {
    const text = read(paint("launcher", { program: program(aRewardCard({ minimumSpendMinor: 5_000 }), slider, aRewardCard({ id: "10", tiers: ["gold"] })), card: aMemberCard({ available: 700 }), language }));
    expect(text).not.toMatch(/Redeem|to go|Only for|My codes|No codes/);
  });
});

describe("in the cart", () => {
  const ALL = { order: true, product: true, shipping: true };
  const card = aMemberCard({ available: 1_000 });
  const some = (...ids: string[]) => ids.map((id) => aRewardCard({ id, title: `Reward ${id}` }));
  const inCart = (rewards: RewardCard[], over: Partial<Parameters<typeof paint>[1]> = {}) => paint("cart-rewards", { program: program(...rewards), card, cart: {}, ...over });
  type Code = NonNullable<MemberCard["codes"]>[number];
  const aCode = (reward: string, code: string, over: Partial<Code> = {}): Code => ({ reward, points: 100, minor: 500, percent: null, mark: markOf(code), ...over });
  const titles = (html: string) => [...html.matchAll(/perennial-row__main">(Reward [^<]+)</g)].map(([, title]) => title!.trim());

  test("rewards stand in the order of the program, whatever they cost; more than the merchant wants to show are one press away", () => {
    const rewards = [aRewardCard({ id: "1", title: "Reward 1", steps: [{ points: 900, minor: 500 }] }), ...some("2", "3", "4", "5")];
    const html = inCart(rewards, { settings: { most: 2 } });
    expect(titles(html)).toEqual(["Reward 1", "Reward 2", "Reward 3", "Reward 4", "Reward 5"]);
    const [first, rest] = html.split("<details");
    expect(titles(first!)).toEqual(["Reward 1", "Reward 2"]);
    expect(read(`<${rest!}`)).toContain("Show 3 more");
    expect(inCart(some("2", "3"), { settings: { most: 2 } })).not.toMatch(/Show \d+ more/);
  });

  test("a reward whose code is known not to combine with an entered one says so; a card that does not tell says nothing", () => {
    const rewards = [aRewardCard({ id: "1", title: "Reward 1", combines: ["product"] }), aRewardCard({ id: "2", title: "Reward 2", combines: ["order"] }), aRewardCard({ id: "3", title: "Reward 3" })];
    const clashing = (codes: NonNullable<Parameters<typeof paint>[1]>["cart"]) => inCart(rewards, { cart: codes }).split('<li class="perennial-reward"').slice(1).flatMap((html) => (/data-perennial-clash>It does not combine/.test(html.split("<details")[0]!) ? titles(`<li ${html}`)[0] : []));
    const product = { product: (shop: Parameters<typeof aProduct>[0]) => aProduct(shop) };
    const barred = (html: string) => html.split('<li class="perennial-reward"').slice(1).flatMap((row) => (/data-perennial-redeem="cart" data-perennial-use aria-disabled="true">/.test(row) ? titles(`<li ${row}`)[0] : []));
    expect(clashing({})).toEqual([]);
    expect(barred(inCart(rewards, { cart: {} }))).toEqual([]);
    const whole = { codes: [{ code: "WHOLE", combinesWith: ALL }] };
    expect(clashing(whole)).toEqual(["Reward 1"]);
    expect(barred(inCart(rewards, { cart: whole })), "and its button is barred").toEqual(["Reward 1"]);
    let items: { productIds: string[]; variantIds: string[] } = { productIds: [], variantIds: [] };
    inCart(rewards, { cart: { product: (shop) => { items = { productIds: [aProduct(shop).id], variantIds: [] }; return aProduct(shop); } } });
    expect(clashing({ ...product, codes: [{ code: "GOODS", combinesWith: ALL, items }] })).toEqual(["Reward 2"]);
  });

  describe("a code of the member that is in the cart", () => {
    const OWN = "ABCDEFGHJKLMNPQR";
    const own = (over: Partial<RewardCard>, of: Partial<Code> = {}) => inCart([aRewardCard({ id: "1", title: "Reward 1", combines: ["order", "product", "shipping"], ...over }), aRewardCard({ id: "12", title: "Reward 12", combines: ["order", "product", "shipping"] })],
      { card: { ...card, available: 150, codes: [aCode("7", "SOMEOTHERCODE222"), aCode("1", OWN, of)] }, cart: { codes: [{ code: OWN.toLowerCase(), combinesWith: ALL }] } });
    const row = (html: string, title: string) => html.split('<li class="perennial-reward"').find((one) => one.includes(`main">${title}<`))!.split("</li>")[0]!;

    test("is marked in its reward's row, without a button, also when its price is out of reach by now; others are not", () => {
      const html = own({ steps: [{ points: 900, minor: 500 }] }, { points: 900 });
      expect(read(`<li ${row(html, "Reward 1")}`)).toContain("In your cart");
      expect(row(html, "Reward 1")).toMatch(/data-perennial-reach hidden>/);
      expect(row(html, "Reward 1")).toMatch(/data-perennial-used>In your cart/);
      expect(row(html, "Reward 12")).toMatch(/data-perennial-reach>/);
      expect(row(html, "Reward 12")).toMatch(/data-perennial-used hidden>/);
      expect(html).not.toContain(OWN);
    });

    test("from before its reward was changed is no code of it: what is offered now can be had", () => {
      for (const of of [{ minor: 900 }, { points: 90 }, { percent: 10 }]) expect(row(own({}, of), "Reward 1")).toMatch(/data-perennial-reach>/);
    });

    test.each([[["order", "product", "shipping"], false], [["product", "shipping"], true], [["order"], false], [[], true]] as const)("has a say whether others go with it: one that stands beside %j", (combines, clashes) => {
      expect(/data-perennial-clash>/.test(row(own({ combines: [...combines] }), "Reward 12"))).toBe(clashes);
    });

    test("a free product, which stands beside no order discounts, says so at the discount of an order", () => {
      expect(row(own({ kind: "free_product", combines: ["product", "shipping"] }), "Reward 12")).toMatch(/data-perennial-clash>/);
    });
  });

  test("an empty one paints nothing, but listens for the first touch: a drawer puts the block in later, whose scripts do not run", () => {
    const empty = paint("cart-rewards", { program: program(...some("1")), card });
    expect(empty).toMatch(/<script data-src="[^"]*perennial\.js/);
    expect(read(empty)).toBe("");
    expect(paint("cart-rewards", { program: program(...some("1")) }), "a guest's does not").not.toContain("<script");
  });

  test("folded codes tell how many there are", () => {
    expect(read(inCart(some("1"), { card: { ...card, codes: [aCode("1", "A"), aCode("1", "B")] } }))).toContain("My codes (2)");
    expect(read(inCart(some("1")))).not.toMatch(/My codes \(/);
  });

  test("there is nothing to unfold for whoever never redeemed anything", () => {
    const fold = (over: Partial<MemberCard>) => /<details class="perennial-fold"( hidden)?><summary><span>My codes/.exec(inCart(some("1"), { card: { ...card, ...over } }))![1];
    expect(fold({})).toBe(" hidden");
    expect(fold({ codes: [aCode("1", "A")] })).toBeUndefined();
    expect(fold({ codes: [] }), "one that is being prepared, or over").toBeUndefined();
  });

  test("where nothing is in reach the nearest is told, not the first; another tier's is none", () => {
    const rewards = [aRewardCard({ id: "1", title: "Far", steps: [{ points: 5_000, minor: null }] }), aRewardCard({ id: "2", title: "Gold near", tiers: ["gold"], steps: [{ points: 1_010, minor: null }] }), aRewardCard({ id: "3", title: "Near", steps: [{ points: 1_200, minor: null }] })];
    expect(read(inCart(rewards))).toContain("200 points to Near");
  });
});

describe("redeem-for", () => {
  const goods = (ids: string[]) => ({ titles: ["It"], more: 0, productIds: ids, collectionIds: [] });
  const at = (over: Partial<Parameters<typeof paint>[1]>, ids?: string[]) => {
    let id = "";
    const product = (shop: Parameters<typeof aProduct>[0]) => { const found = aProduct(shop); id = found.id; return found; };
    paint("redeem-for", { product });
    return paint("redeem-for", { product, program: program(aRewardCard({ goods: goods(ids ?? [id]) })), card: aMemberCard(), ...over });
  };

  test("a member may redeem for the item; how far it is; nothing for another item", () => {
    expect(read(at({}))).toContain("Redeem for 100 points : 5 off");
    expect(read(at({ card: aMemberCard({ available: 40 }) }))).toContain("60 points to go");
    expect(read(at({ card: aMemberCard({ available: 40 }), settings: { show_far: false } }))).toBe("");
    expect(read(at({}, ["1"]))).toBe("");
  });

  test("of several for the item: the merchant's first that can be had, else the nearest", () => {
    let id = "";
    const product = (shop: Parameters<typeof aProduct>[0]) => { const found = aProduct(shop); id = found.id; return found; };
    paint("redeem-for", { product });
    const reward = (title: string, points: number, tiers: string[] = []) => aRewardCard({ id: title, title, tiers, goods: goods([id]), steps: [{ points, minor: 100 }] });
    const shown = (available: number, ...rewards: RewardCard[]) => read(paint("redeem-for", { product, program: program(...rewards), card: aMemberCard({ available }) })).split(" ")[0];
    const rewards = [reward("Dear", 900), reward("Golden", 10, ["gold"]), reward("Middle", 300), reward("Cheap", 100)];
    expect(shown(1_000, ...rewards)).toBe("Dear");
    expect(shown(350, ...rewards)).toBe("Middle");
    expect(shown(50, ...rewards)).toBe("Cheap");
    expect(shown(50, reward("Golden", 10, ["gold"]))).toBe("Golden");
  });

  test("a guest reads the price, and the page needs no script for it", () => {
    const html = at({ card: undefined });
    expect(read(html)).toContain("100 points");
    expect(html).not.toMatch(/<script|<button/);
  });
});
