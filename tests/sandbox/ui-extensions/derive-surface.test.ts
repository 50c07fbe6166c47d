import { describe, expect, test } from "vitest";
import { deriveSurface } from "../../../sandbox/ui-extensions/derive-surface";

describe("what Shopify's package declares", () => {
  test("elements with properties and events, and the ones a target takes", () => {
    const { elements, targets } = deriveSurface("checkout");
    expect(elements["s-button"]).toEqual({ properties: expect.objectContaining({ commandFor: "string", disabled: "boolean", variant: "string" }), events: ["click"] });
    expect(elements["s-text-field"]).toMatchObject({ properties: { maxLength: "number", placeholder: "string" }, events: expect.arrayContaining(["input", "change", "focus", "blur"]) });
    expect(elements["s-page"]).toBeUndefined();
    expect(targets["purchase.checkout.reductions.render-after"]).toEqual(expect.arrayContaining(["s-button", "s-modal"]));
    expect(targets["purchase.checkout.chat.render"]).toEqual(["s-chat"]);
  });

  test("customer accounts have elements of their own", () => {
    const { elements, targets } = deriveSurface("customer-account");
    expect(Object.keys(elements)).toEqual(expect.arrayContaining(["s-page", "s-section", "s-avatar", "s-menu", "s-image-group", "s-button-group", "s-customer-account-action"]));
    expect(elements["s-page"]!.properties).toMatchObject({ heading: "string", subheading: "string" });
    expect(targets["customer-account.page.render"]).toContain("s-page");
  });

  test("every element has an own name and at least the targets of this sandbox are there", () => {
    for (const surface of ["checkout", "customer-account"] as const) expect(Object.keys(deriveSurface(surface).elements).filter((tag) => !/^s-[a-z-]+$/.test(tag))).toEqual([]);
    expect(Object.keys(deriveSurface("checkout").targets)).toEqual(expect.arrayContaining(["purchase.checkout.block.render", "purchase.thank-you.block.render"]));
  });
});
