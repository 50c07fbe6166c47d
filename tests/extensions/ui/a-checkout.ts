/// <reference types="@shopify/ui-extensions/purchase.checkout.reductions.render-after" />
import { getExtension } from "@shopify/ui-extensions-tester";
import { afterEach, beforeEach, vi } from "vitest";
import texts from "../../../extensions/checkout-rewards/locales/en.default.json";
import { aLine, anApp, checksOut, FORMATS, NO_SETTINGS, type Routes, saying } from "./an-app";

/** The checkout panel, opened by customer 7 with goods for $40. */
export const extension = getExtension("purchase.checkout.reductions.render-after", { configSearchDir: "extensions/checkout-rewards" });
/** What the panel asks the checkout to do with discount codes; it does, unless a test says otherwise. */
export const change = vi.fn(async (): Promise<{ type: "success" } | { type: "error"; message: string }> => ({ type: "success" }));

export function useCheckout(): void {
  beforeEach(() => {
    extension.setUp();
    const { shopify } = extension;
    Object.assign(shopify.i18n, FORMATS, { translate: saying(texts) });
    shopify.settings.value = NO_SETTINGS;
    checksOut(shopify, "gid://shopify/Customer/7");
    shopify.cost.subtotalAmount.value = { amount: 40, currencyCode: "USD" };
    shopify.cost.totalShippingAmount.value = { amount: 8, currencyCode: "USD" };
    shopify.lines.value = [aLine()];
    shopify.instructions.value = { ...shopify.instructions.value, discounts: { canUpdateDiscountCodes: true } };
    shopify.applyDiscountCodeChange = change as never;
    shopify.discountCodes.value = [];
  });
  afterEach(() => {
    extension.tearDown();
    vi.useRealTimers();
    change.mockReset().mockResolvedValue({ type: "success" });
  });
}

export async function open(routes: Routes): Promise<ReturnType<typeof anApp>> {
  const app = anApp(routes);
  extension.fetch = app.fetch;
  await extension.render();
  return app;
}
