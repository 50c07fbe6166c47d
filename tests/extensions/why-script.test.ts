// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { partOfTheme } from "./theme";

afterEach(() => void vi.unstubAllGlobals());

/** assets/why.js, as it is deployed, beside one order's button. */
function aRow(call: () => Promise<{ reasons: { rule: string; values: object }[] }>) {
  vi.stubGlobal("fetch", async () => new Response('{ "rate": "by the rate" }'));
  const button = Object.assign(document.createElement("button"), { ariaExpanded: "false" });
  const [row, below] = [document.createElement("span"), document.createElement("span")];
  button.dataset.perennialWhy = "7";
  below.append(button);
  row.append(below);
  document.body.replaceChildren(row);
  const element = (tag: string, { text, ...attributes }: Record<string, string>) => { const made = document.createElement(tag); made.textContent = text ?? ""; for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value); return made; };
  const why = partOfTheme<(button: Element) => Promise<void>>("why")({ texts: { rules: "/rules.json" }, fill: (text: string) => text, element, call, sentence: () => "offline" });
  const lists = () => [...row.querySelectorAll("ul")].map((list) => [list.textContent, list.hidden]);
  return { press: () => why(button), lists, expanded: () => button.getAttribute("aria-expanded") };
}
const reasons = async () => ({ reasons: [{ rule: "rate", values: {} }] });

test("two quick presses make one list, which stays; the next press folds it", async () => {
  const { press, lists, expanded } = aRow(reasons);
  await Promise.all([press(), press()]);
  expect([lists(), expanded()]).toEqual([[["by the rate", false]], "true"]);
  await press();
  expect([lists(), expanded()]).toEqual([[["by the rate", true]], "false"]);
});

test("where there was no answer, the next press asks again", async () => {
  const call = vi.fn(reasons).mockRejectedValueOnce(new TypeError("Failed to fetch"));
  const { press, lists } = aRow(call);
  await press();
  expect(lists()).toEqual([["offline", false]]);
  await press();
  expect(lists()).toEqual([["by the rate", false]]);
});
