import { describe, expect, test } from "vitest";
import type { ProgramCard } from "../../extensions/_shared/contract";
import { aMemberCard, aProduct, aProgramCard, CUSTOMER_ID, paint, read, type Scene } from "./storefront";

const EVERYWHERE = ["member-card", "launcher"];

describe("who sees what", () => {
  test.each(EVERYWHERE)("%s: a guest is asked in, with the rate", (block) => {
    const html = paint(block);
    expect(read(html)).toContain("1 point for every $1 you spend");
    expect(html).toContain('href="/shop/evergreen-goods/account/register"');
    expect(html).toContain("return_url=%2Fshop%2Fevergreen-goods%2F");
    expect(html).not.toContain("data-perennial-join");
  });

  test.each(EVERYWHERE)("%s: a customer without a card gets a Join button", (block) => {
    const html = paint(block, { card: null });
    expect(html).toMatch(/<button type="button"[^>]*data-perennial-join>Join for free<\/button>/);
    expect(html).toContain('data-api="/shop/evergreen-goods/apps/loyalty"');
  });

  test.each(EVERYWHERE)("%s: calls go where the program knows the app proxy, or first where the block's setting says", (block) => {
    const program = { ...aProgramCard(), proxyPath: "/apps/rewards" };
    expect(paint(block, { program, card: null })).toContain('data-api="/shop/evergreen-goods/apps/rewards"');
    expect(paint(block, { program, card: null, settings: { proxy_path: " /a/club " } })).toContain('data-api="/shop/evergreen-goods/a/club /shop/evergreen-goods/apps/rewards"');
  });

  test.each(EVERYWHERE)("%s: who left may join again", (block) => {
    expect(paint(block, { card: aMemberCard({ state: "left" }) })).toContain("data-perennial-join");
  });

  test.each(EVERYWHERE)("%s: a member sees balance, worth, what is on its way and the way to the next tier", (block) => {
    const text = read(paint(block, { card: aMemberCard() }));
    expect(text).toContain("1,240 points");
    expect(text).toContain("worth $37.20");
    expect(text).toContain("86 points pending, yours to spend on Dec 6");
    expect(text).toContain("$540 of $700");
    expect(text).toContain("$160");
    expect(text).toContain("Silver");
    expect(text).toContain("1.25× points");
  });

  test.each(["excluded", "blocked"] as const)("nothing for %s customers, or one polite line in the card where the merchant wants it", (state) => {
    const card = aMemberCard({ state });
    for (const block of EVERYWHERE) expect(read(paint(block, { card }))).toBe("");
    expect(read(paint("member-card", { card, settings: { show_closed: true } }))).toBe("The rewards program is not available for this account.");
  });

  test("a customer with an excluded tag sees nothing, whatever the capitals", () => {
    const program = aProgramCard({ excludeTags: ["Wholesale"] });
    expect(read(paint("launcher", { program, card: null, customer: { tags: ["vip", "wholesale"] } }))).toBe("");
    expect(read(paint("launcher", { program, card: null, customer: { tags: ["vip"] } }))).not.toBe("");
  });

  test("before launch nobody sees anything, except the customers the merchant named", () => {
    for (const block of [...EVERYWHERE, "earn-points"]) {
      const product = (shop: Parameters<typeof aProduct>[0]) => aProduct(shop);
      const scene: Scene = { product, card: aMemberCard(), program: aProgramCard({ launched: false }) };
      expect(read(paint(block, scene))).toBe("");
      expect(read(paint(block, { ...scene, card: undefined }))).toBe("");
      expect(read(paint(block, { ...scene, program: aProgramCard({ launched: false, testCustomers: ["7", CUSTOMER_ID] }) }))).not.toBe("");
    }
  });

  test("without a program card, or with one of another layout, the page stays as it was", () => {
    for (const program of [null, { ...aProgramCard(), v: 2 } as unknown as ProgramCard]) {
      for (const block of [...EVERYWHERE, "earn-points", "earn-points-collection"]) expect(read(paint(block, { program, card: aMemberCard(), product: (shop) => aProduct(shop) }))).toBe("");
    }
  });
});

describe("what a member has", () => {
  const card = (over: Parameters<typeof aMemberCard>[0]) => read(paint("launcher", { card: aMemberCard(over) }));

  test("points owed are said in a sentence", () => {
    expect(card({ available: 0, owed: 35 })).toContain("You owe 35 points after a refund. The next points you earn settle it first.");
  });

  test("one point is one point", () => {
    expect(card({ available: 1, pending: 1, nextRelease: null })).toContain("1 point worth $0.03 1 point pending");
  });

  test("expiring points name their day, with the year when it is another one", () => {
    expect(card({ expiringSoon: { on: "2033-01-31", points: 120 } })).toContain("120 points expire on Jan 31, 2033");
  });

  test("a day of this year goes without it", () => {
    const year = new Intl.DateTimeFormat("en", { year: "numeric", timeZone: "America/New_York" }).format();
    expect(card({ expiringSoon: { on: `${year}-12-31`, points: 120 } })).toContain("120 points expire on Dec 31 ");
  });

  test("at the highest tier there is no bar", () => {
    const html = paint("launcher", { card: aMemberCard({ progress: null }) });
    expect(html).not.toContain("progressbar");
    expect(read(html)).toContain("You have reached Silver, our highest tier.");
  });

  test("the newsletter is a way to earn until somebody wanted e-mails, whatever they want by now", () => {
    const program = aProgramCard({ activities: [{ kind: "newsletter", points: 50 }] });
    const ways = (card: Parameters<typeof aMemberCard>[0], acceptsMarketing = false) => read(paint("launcher", { program, card: aMemberCard(card), customer: { acceptsMarketing } }));
    expect(ways({})).toContain("Subscribe to our newsletter 50 points");
    expect(ways({}, true)).not.toContain("Subscribe to our newsletter");
    expect(ways({ newsletter: true })).not.toContain("Subscribe to our newsletter");
  });

  test("a reward that is close comes first", () => {
    expect(card({ nextReward: { title: "$5 off", cost: 1360, missing: 120 } })).toContain("120 points to $5 off");
  });

  test("activity tells the reason; a reason this version does not know is still a sentence", () => {
    const text = card({ activity: [{ on: "2031-11-02", points: -40, reason: "order_refunded", values: { order: "#1031" } }, { on: "2031-11-01", points: 5, reason: "from_the_future" }, { on: "2031-10-01", points: 9, reason: "adjustment_given", values: { message: "Sorry <3" } }] });
    expect(text).toContain("Added by our team Sorry &lt;3 Oct 1, 2031 +9");
    expect(text).toContain("Refund of order #1031 Nov 2, 2031 −40");
    expect(text).toContain("Balance updated Nov 1, 2031 +5");
  });

  test("the merchant's own word for points is used everywhere", () => {
    const program = aProgramCard({ pointName: { one: "leaf", other: "leaves" } });
    expect(read(paint("launcher", { program, card: aMemberCard({ available: 1240 }) }))).toContain("1,240 leaves");
    expect(read(paint("launcher", { program, card: aMemberCard({ available: 1 }) }))).toContain("1 leaf");
  });

  test("in the shopper's language, numbers and dates too", () => {
    const texts = { de: "1.240 Punkte", fr: "1\u202f240 points", es: "1.240 puntos", ja: "1,240 ポイント", "zh-CN": "1,240 积分", "zh-TW": "1,240 點" };
    for (const [language, balance] of Object.entries(texts)) expect(read(paint("launcher", { language, card: aMemberCard() })), language).toContain(balance);
    expect(read(paint("launcher", { language: "zh-CN", card: aMemberCard() }))).toContain("12月6日");
  });
});

describe("markup", () => {
  const html = paint("launcher", { card: aMemberCard() });

  test("nothing is fetched before the first touch: no script with an address, no frame, no picture", () => {
    expect(html).not.toMatch(/<script[^>]*\ssrc=|<iframe|<img|<link/);
    expect(html).toMatch(/<script data-src="[^"]*perennial\.js" data-said="[^"]*texts\.en\.json">/);
  });

  test("the panel is a labelled dialog inside details, so it opens without any script", () => {
    expect(html).toMatch(/<details[\s\S]*<summary[\s\S]*role="dialog" aria-label="Evergreen Goods rewards"/);
    expect(html).toMatch(/role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-valuenow="77"/);
    expect(html).toContain('role="status"');
  });

  test("test customers and other members stand in no page", () => {
    expect(paint("launcher", { program: aProgramCard({ testCustomers: ["987654321"] }), card: aMemberCard() })).not.toContain("987654321");
  });

  test("what the script must know is JSON: files, money, and the word for points where it is the merchant's own", () => {
    const known = (painted: string) => JSON.parse(/<script type="application\/json" data-perennial-texts>([\s\S]*?)<\/script>/.exec(painted)![1]!) as Record<string, unknown>;
    expect(known(html)).toEqual({ currency: "USD", unit: 100, money: "${{amount}}", rules: expect.stringMatching(/\/rules\.en\.json$/), whyScript: expect.stringMatching(/\/why\.js$/), joinScript: expect.stringMatching(/\/join\.js$/), figures: expect.stringMatching(/\/figures\.js$/) });
    expect(known(paint("launcher", { program: aProgramCard({ pointName: { one: "\"</script>", other: "leaves" } }) }))).toMatchObject({ one: "{n} \"</script>", other: "{n} leaves" });
  });

  test("what the script says is a file of the page's language, or of English", () => {
    const said = (language: string) => /data-said="[^"]*\/(texts\.[\w-]+\.json)"/.exec(paint("launcher", { language }))![1];
    expect(["en", "fr", "zh-TW", "it"].map(said)).toEqual(["texts.en.json", "texts.fr.json", "texts.zh-TW.json", "texts.en.json"]);
  });
});

describe("the moment after Join", () => {
  test.each(EVERYWHERE)("%s: the faces of a member lie ready for a customer, and for nobody else", (block) => {
    const html = paint(block, { card: null });
    const [, ready] = /<template data-perennial-joined>([\s\S]*?)<\/template>/.exec(html)!;
    expect(read(ready!)).toContain("0 points");
    expect(ready).toContain('data-perennial-progress="silver:0"');
    expect(read(ready!)).toContain("$200");
    for (const card of [undefined, aMemberCard()]) expect(paint(block, { card })).not.toContain("<template");
  });
});

describe("money", () => {
  const dinars = aProgramCard({ rate: { points: 10, perMinor: 1000, currency: "KWD" }, worth: { points: 100, minor: 3_000 } });
  const yen = aProgramCard({ rate: { points: 1, perMinor: 100, currency: "JPY" }, worth: { points: 100, minor: 300 } });

  test("dinars keep their three decimals, as prices do; yen have none", () => {
    const progress = (currency: string) => ({ next: { handle: "gold", name: "Gold" }, spentMinor: 54_500, thresholdMinor: 70_000, currency });
    const souk = read(paint("launcher", { shop: "souk-kuwait", program: dinars, card: aMemberCard({ progress: progress("KWD") }) }));
    expect(souk).toContain("10 points for every 1.000 KD you spend");
    expect(souk).toContain("54.500 KD of 70.000 KD");
    const hanami = read(paint("launcher", { shop: "hanami-store", language: "en", program: yen, card: aMemberCard({ progress: progress("JPY") }) }));
    expect(hanami).toContain("¥54,500 of ¥70,000");
  });

  test("where the shopper pays in another currency, amounts stand with the code of the shop's", () => {
    const program = aProgramCard({ rate: { points: 1, perMinor: 150, currency: "EUR" } });
    expect(read(paint("launcher", { program }))).toContain("1 point for every 1.50 EUR you spend");
  });
});

describe("colors", () => {
  const style = (settings: Record<string, unknown>) => paint("member-card", { card: aMemberCard(), settings });
  const contrast = (name: string, html: string) => new RegExp(`--perennial-${name}:([^;"]+)`).exec(html)![1]!.trim();

  test("text on the merchant's color is black or white, whichever can be read", () => {
    expect(contrast("on-accent", style({ accent: "#f4c542" }))).toBe("#000000");
    expect(contrast("on-accent", style({ accent: "#1f6b4f" }))).toBe("#ffffff");
  });

  test("text follows the background; a color too pale for text is not used for text", () => {
    expect(contrast("ink", style({ surface: "#16181d" }))).toBe("#ffffff");
    expect(contrast("accent-ink", style({ accent: "#fff3c4" }))).not.toBe("#fff3c4");
  });

  test("what the app prepares is what Liquid works out for a block of its own", () => {
    for (const accent of ["#7a2e4d", "#f4c542", "#fff3c4", "#1f6b4f", "#000000", "#808080", "#00a0ff"]) {
      const prepared = /style="([^"]*)"/.exec(paint("member-card", { program: aProgramCard({ color: accent }) }))![1];
      expect(/style="([^"]*)"/.exec(style({ accent }))![1]!.trim()).toBe(prepared);
    }
  });

  test("the program's color and corners are the default, the block's own setting wins", () => {
    const program = aProgramCard({ color: "#7a2e4d", radius: 4 });
    expect(contrast("accent", paint("member-card", { program }))).toBe("#7a2e4d");
    expect(contrast("radius", paint("member-card", { program }))).toBe("4px");
    expect(contrast("radius", paint("member-card", { program, settings: { radius: "0" } }))).toBe("0px");
    expect(contrast("radius", paint("member-card"))).toBe("20px");
  });
});

describe("HTML in names and titles", () => {
  const evil = `"><img src=x onerror=alert(1)>{{ shop.name }}<script>alert(2)</script>`;
  const scene: Scene = {
    customer: { firstName: evil },
    program: aProgramCard({ pointName: { one: evil, other: evil }, tiers: [{ handle: "a", name: evil, thresholdMinor: 0, num: 1, den: 1 }, { handle: "b", name: evil, thresholdMinor: 10, num: 2, den: 1 }], color: '"><b>' }),
    card: aMemberCard({
      tier: { handle: "a", name: evil, since: "2026-01-01", multiplier: evil }, progress: { next: { handle: "b", name: evil }, spentMinor: 1, thresholdMinor: 10, currency: "USD" },
      nextReward: { title: evil, cost: 1, missing: 1 }, nextRelease: { on: evil, points: 86 }, activity: [{ on: evil, points: 1, reason: "order_earned", values: { order: evil } }],
    }),
    settings: { heading: evil, label: evil, accent: "#1f6b4f" },
    product: (shop) => aProduct(shop, { title: evil }),
  };

  test.each([...EVERYWHERE, "earn-points", "earn-points-collection"])("%s shows them as text", (block) => {
    for (const card of [scene.card, null, undefined]) {
      const html = paint(block, { ...scene, card });
      expect(html).not.toMatch(/<img|<script>alert|onerror=alert\(1\)>(?!.*&gt;)/);
      expect(html.replace(/<script[\s\S]*?<\/script>/g, "")).not.toContain("<img src=x");
    }
  });
});
