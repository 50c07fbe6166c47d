// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import type { BuyerRedemption } from "../../extensions/_shared/contract";
import { partOfTheme } from "./theme";
import { aBuyerReward, aRedemption, someRewards } from "./ui/an-app";

afterEach(() => void vi.useRealTimers());

/** assets/rewards.js as it is deployed, in a cart's page with one reward, and of assets/codes.js what a press comes to; the cart is what it says here. @param single what is known of one redemption when it is asked for alone */
function aPage(redemptions: () => BuyerRedemption[], { clashes = () => false, single }: { clashes?: () => boolean; single?: () => BuyerRedemption } = {}) {
  const node = (attribute: string, value = "", children: Element[] = []) => { const made = document.createElement("div"); made.setAttribute(attribute, value); made.append(...children); return made; };
  const reward = ["data-perennial-reach", "data-perennial-use", "data-perennial-used", "data-perennial-refused"].map((attribute) => node(attribute));
  document.body.replaceChildren(node("data-perennial", "member", [node("data-perennial-reward", "1", reward), node("data-perennial-status")]));
  const ours = () => redemptions().flatMap(({ id, code }) => (code ? [id] : []));
  const use = vi.fn(async () => undefined);
  const parts: Record<string, unknown> = { cart: { use, obstacle: async () => undefined, look: async () => ({ ours: ours(), clashes, hinders: () => undefined }) } };
  interface More { tell(root: Element, text: string): void; repeat(): void; coming(id: string): boolean }
  let more: More;
  const refresh = vi.fn(() => made.read());
  // What is said of a block that is gone is said in the page's.
  const say = (_root: Element, text: string) => Object.assign(document.querySelector("[data-perennial-status]")!, { textContent: text });
  const tools = {
    texts: { rewards: {}, refusals: {} }, all: (selector: string) => document.querySelectorAll(selector), fill: () => "", points: String, say, refresh, part: async (name: string, _src: string, given: More) => (more = given, parts[name] ??= { ...partOfTheme<object>("codes")({ ...tools, ...given }), paint: () => undefined }),
    sentence: ({ message }: Error) => message, post: async () => ({ redemption: aRedemption({ status: "preparing", code: null }) }),
    call: async (path: string) => (path === "/rewards" ? someRewards({ rewards: [aBuyerReward()], redemptions: redemptions() }) : { redemption: single!() }),
  };
  const made = partOfTheme<{ read(): Promise<void>; act(button: Element): Promise<void> }>("rewards")(tools);
  const comesAgain = (persisted: boolean) => window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted }));
  /** Presses the reward's button, which would bring it into the cart. */
  const press = () => {
    const button = document.createElement("button");
    button.dataset.perennialRedeem = button.dataset.perennialUse = "";
    const item = document.querySelector<HTMLElement>("[data-perennial-reward]")!;
    item.dataset.points = "100";
    item.append(button);
    return made.act(button);
  };
  return { made, refresh, comesAgain, press, use, more: () => more };
}

test("a price the merchant changed since the page was painted is what stands there, and what the next press would pay", async () => {
  const { made } = aPage(() => []);
  const item = document.querySelector<HTMLElement>("[data-perennial-reward]")!;
  item.dataset.points = "25";
  const [end, button] = [document.createElement("span"), document.createElement("button")];
  end.className = "perennial-row__end";
  end.textContent = "25";
  button.setAttribute("data-perennial-redeem", "product");
  button.append("Redeem for 25", Object.assign(document.createElement("span"), { textContent: ": 5 off" }));
  item.append(end, button);
  await made.read();
  expect(item.dataset.points).toBe("100");
  expect(end.textContent).toBe("100");
  expect(button.textContent).toBe("Redeem for 100: 5 off");
});

test("what does not combine with the cart is barred while it is so", async () => {
  let stands = true;
  const { made } = aPage(() => [], { clashes: () => stands });
  const item = document.querySelector<HTMLElement>("[data-perennial-reward]")!;
  const [list, button, note] = [document.createElement("li"), document.createElement("button"), document.createElement("p")];
  button.setAttribute("data-perennial-redeem", "cart");
  button.ariaDisabled = "true";
  note.setAttribute("data-perennial-clash", "");
  list.append(...item.childNodes, button, note);
  item.append(list);
  await made.read();
  expect([button.ariaDisabled, note.hidden]).toEqual(["true", false]);
  stands = false;
  await made.read();
  expect([button.ariaDisabled, note.hidden]).toEqual([null, true]);
});

test("a page that the back button brings again asks anew, and neither marks a code that was used meanwhile nor says that it is in the cart", async () => {
  let redemption = aRedemption();
  const { made, refresh, comesAgain, more } = aPage(() => [redemption]);
  const reach = document.querySelector<HTMLElement>("[data-perennial-reach]")!;
  await made.read();
  expect(reach.hidden).toBe(true);
  redemption = aRedemption({ status: "used", code: null, order: "#1042" });
  comesAgain(false);
  expect(refresh).not.toHaveBeenCalled();
  more().tell(document.querySelector("[data-perennial]")!, "In your cart");
  comesAgain(true);
  expect(document.querySelector("[data-perennial-status]")!.textContent).toBe("");
  expect(refresh).toHaveBeenCalledTimes(1);
  await expect.poll(() => reach.hidden).toBe(false);
});

test("a code that is given back while it is prepared for the cart is expected there no more", async () => {
  vi.useFakeTimers();
  let now = aRedemption({ status: "preparing", code: null });
  const { press, use, more } = aPage(() => [now], { single: () => now });
  await press();
  expect(more().coming("11")).toBe(true);
  now = aRedemption({ status: "returning", code: null, step: 1 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(more().coming("11")).toBe(false);
  expect(use).not.toHaveBeenCalled();
});

test("a code that was ready before it was looked at for the first time still goes into the cart it was made for, once", async () => {
  vi.useFakeTimers();
  const before: BuyerRedemption[][] = [[]];
  const { press, use, more } = aPage(() => before.pop() ?? [aRedemption()], { single: () => aRedemption() });
  await press();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(use).toHaveBeenCalledTimes(1);
  expect(more().coming("11")).toBe(false);
});

test("what was answered is said once more where the theme painted the block anew, and not with every painting", async () => {
  const { press, more } = aPage(() => []);
  await press();
  const paintAnew = () => { document.body.replaceChildren(...[...document.body.childNodes].map((node) => node.cloneNode(true))); document.querySelector("[data-perennial-status]")!.textContent = ""; more().repeat(); return document.querySelector("[data-perennial-status]")!.textContent; };
  more().tell(document.querySelector("[data-perennial]")!, "In your cart");
  expect([paintAnew(), paintAnew()]).toEqual(["In your cart", ""]);
  more().tell(document.querySelector("[data-perennial]")!, "In your cart");
  more().tell(document.querySelector("[data-perennial]")!, "");
  expect(paintAnew()).toBe("");
});
