import { expect, test } from "vitest";
import { takesCheckoutPanels } from "~/admin/takes-checkout-panels";

test.each([
  ["Shopify Plus", false, true], ["Shopify Enterprise", false, true], ["Basic", false, false], ["Advanced", false, false], [null, false, false], ["Basic", true, true],
] as const)("%s, development %s: %s", (plan, development, takes) => {
  expect(takesCheckoutPanels({ plan, development })).toBe(takes);
});
