// @vitest-environment happy-dom
import { expect, test } from "vitest";
import type { BuyerRedemption } from "../../extensions/_shared/contract";
import { partOfTheme } from "./theme";
import { aRedemption } from "./ui/an-app";

const said = { steps: ["", ""], goods: "for {goods}", goodsMore: "for {goods} and {count} more", minimum: "from {amount}", minimumOfIt: "{amount} of it", upTo: "shipping up to {amount}", by: "by {date}", use: "Use", inCart: "in the cart", out: "Remove", usedOrder: "with {order}", history: "Over" };

/** What assets/codes.js, as it is deployed, lists: a line for each code. */
function listed(redemptions: BuyerRedemption[], { inCart = [], hindered = {} }: { inCart?: string[]; hindered?: Record<string, string> } = {}): string[] {
  document.body.replaceChildren(document.createElement("div"));
  document.body.firstElementChild!.setAttribute("data-perennial-codes", "");
  const element = (tag: string, { text, ...attributes }: Record<string, string> = {}, children: Node[] = []) => {
    const made = Object.assign(document.createElement(tag), text === undefined ? {} : { textContent: text });
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  partOfTheme<{ paint(): void }>("codes")({
    texts: { rewards: said }, all: (selector: string) => document.querySelectorAll(selector), element, fill: (text: string, values: Record<string, string>) => text.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? ""),
    points: String, day: String, money: (minor: number) => `$${minor / 100}`, valueOf: () => "", shown: () => ({ redemptions, currency: "USD" }), inCart: ({ id }: BuyerRedemption) => inCart.includes(id), hindered: ({ id }: BuyerRedemption) => hindered[id],
  }).paint();
  return [...document.querySelectorAll(".perennial-row__main")].map((row) => [...row.childNodes].map((node) => node.textContent).join(" · "));
}

const goods = (more: number) => ({ titles: ["Fern", "Moss"], more, productIds: ["5"], collectionIds: [] });

test("a code says what it was made for, whatever the reward asks for by now; one that is over does not", () => {
  expect(listed([
    aRedemption({ id: "1", title: "Fern", goods: goods(2), minimumSpendMinor: 2_000 }), aRedemption({ id: "2", title: "Big", minimumSpendMinor: 5_000 }), aRedemption({ id: "3", title: "Post", maximumShippingMinor: 700 }),
    aRedemption({ id: "4", title: "Old", goods: goods(0), minimumSpendMinor: 100, status: "used", code: null, order: "#7" }),
  ])).toEqual(["Fern · for Fern, Moss and 2 more · $20 of it · by 2026-12-31", "Big · from $50 · by 2026-12-31", "Post · shipping up to $7 · by 2026-12-31", "Old · with #7"]);
});

test("what is in the cart comes first, then what would do something there; what would not says why and is not put forward", () => {
  const codes = ["1", "2", "3"].map((id) => aRedemption({ id, title: `Code ${id}` }));
  expect(listed([aRedemption({ id: "0", title: "Soon", status: "preparing", code: null, expiresOn: null }), ...codes], { inCart: ["3"], hindered: { 1: "no fit" } })).toEqual(["Code 3 · by 2026-12-31", "Code 2 · by 2026-12-31", "Soon", "Code 1 · no fit · by 2026-12-31"]);
  const forward = [...document.querySelectorAll("[data-perennial-act^=use]")].map((button) => [button.getAttribute("data-perennial-act"), button.classList.contains("perennial-button")]);
  expect(forward).toEqual([["use 2", true], ["use 1", false]]);
});
