import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import { FrameProvider } from "~/components/frame-context";
import type { WhyReason } from "~/components/order/order-why";
import { useReasonText } from "~/components/order/use-reason-text";
import { createI18n } from "~/locales/create-i18n";
import english from "~/locales/en.json";
import { orderRefusal } from "~/loyalty/orders/order-refusal";
import { defaultProgram } from "~/loyalty/program/default-program";
import { anOrder } from "../loyalty/orders/an-order";

/** Loyalty's own reason about the launch, as a merchant in New York reads it. */
function said(launchedAt: string | null): string {
  const program = defaultProgram("USD");
  const { reasons } = orderRefusal({
    circumstances: { fact: { ...anOrder(), processedAt: "2026-03-01T12:00:00.000Z" }, member: null, customerTags: [], launchedAt, testCustomer: false, testAllowed: false, imported: false },
    program, rate: program.earn.rate, eligibleMinor: 5_000,
  });
  const reason = reasons.find(({ rule }) => rule === "before_launch") as WhyReason;
  const Text = () => useReasonText({})(reason);
  const frame = { locale: "en", shop: { domain: "a.myshopify.com", currency: "USD", timeZone: "America/New_York", checkoutPanels: false } };
  const page = createElement(FrameProvider, { value: frame }, createElement(Text));
  return renderToStaticMarkup(createElement(I18nextProvider, { i18n: createI18n("en", english) }, page)).replaceAll("\u00a0", " ");
}

test.each([
  ["2026-03-01T05:00:00.000Z", "Placed since Mar 1, 2026, 12:00 AM: orders since then earn."],
  ["2026-03-01T12:00:00.000Z", "Placed since Mar 1, 2026, 7:00 AM: orders since then earn."],
  ["2026-03-02T05:00:00.000Z", "Placed before Mar 2, 2026, 12:00 AM: orders since then earn."],
  [null, "The program was not launched yet."],
])("a program launched for orders since %s: the why-screen says on which side of that an order is, whenever the merchant launched it", (launchedAt, text) => {
  expect(said(launchedAt)).toBe(text);
});
