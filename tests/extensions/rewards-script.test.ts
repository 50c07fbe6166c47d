// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import type { BuyerRedemption } from "../../extensions/_shared/contract";
import { aBuyerReward, aRedemption, someRewards } from "./ui/an-app";

const SCRIPT = readFileSync(path.resolve(import.meta.dirname, "../../extensions/loyalty-theme/assets/rewards.js"), "utf8");

/** assets/rewards.js as it is deployed, in a cart's page with one reward; the other parts are what they say here. */
function aPage(redemptions: () => BuyerRedemption[], clashes = () => false) {
  const node = (attribute: string, value = "", children: Element[] = []) => { const made = document.createElement("div"); made.setAttribute(attribute, value); made.append(...children); return made; };
  const reward = ["data-perennial-reach", "data-perennial-use", "data-perennial-used", "data-perennial-refused"].map((attribute) => node(attribute));
  document.body.replaceChildren(node("data-perennial", "member", [node("data-perennial-reward", "1", reward)]));
  const ours = () => redemptions().flatMap(({ id, code }) => (code ? [id] : []));
  const parts: Record<string, unknown> = { cart: { look: async () => ({ ours: ours(), clashes, hinders: () => undefined }) }, codes: { paint: () => undefined } };
  type Tools = (tools: object) => { read(): Promise<void> };
  const shop = window as unknown as { perennial: { rewards: Tools } };
  shop.perennial = {} as never;
  window.eval(SCRIPT);
  const refresh = vi.fn(() => made.read());
  const made: { read(): Promise<void> } = shop.perennial.rewards({
    texts: { rewards: {}, refusals: {} }, all: (selector: string) => document.querySelectorAll(selector), fill: () => "", points: String, say: () => undefined, refresh, part: async (name: string) => parts[name],
    call: async () => someRewards({ rewards: [aBuyerReward()], redemptions: redemptions() }),
  });
  const comesAgain = (persisted: boolean) => window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted }));
  return { made, refresh, comesAgain };
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
  const { made } = aPage(() => [], () => stands);
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

test("a page that the back button brings again asks anew, and no longer marks a code that was used meanwhile", async () => {
  let redemption = aRedemption();
  const { made, refresh, comesAgain } = aPage(() => [redemption]);
  const reach = document.querySelector<HTMLElement>("[data-perennial-reach]")!;
  await made.read();
  expect(reach.hidden).toBe(true);
  redemption = aRedemption({ status: "used", code: null, order: "#1042" });
  comesAgain(false);
  expect(refresh).not.toHaveBeenCalled();
  comesAgain(true);
  expect(refresh).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => expect(reach.hidden).toBe(false));
});
