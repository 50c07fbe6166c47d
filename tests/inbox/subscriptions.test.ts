import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readAppConfig } from "../../sandbox/app-config";

/** Told once of each thing, by an id of its own: no second telling could look like the first. */
const TOLD_ONCE = ["refunds/create"];
/** Holds the moment of the change itself: `consent_updated_at`. */
const MOMENTS = ["updated_at", "email_marketing_consent"];

test("every topic that tells of changes asks for the moment of the change: Shopify may take two equal bodies for one", () => {
  const { webhooks } = readAppConfig(fileURLToPath(new URL("../../shopify.app.toml", import.meta.url)));
  const trimmed = webhooks.filter(({ includeFields }) => includeFields !== undefined);
  const dumb = trimmed.filter(({ topics, includeFields }) => !MOMENTS.some((field) => includeFields!.includes(field)) && !topics.every((topic) => TOLD_ONCE.includes(topic)));
  expect(trimmed.flatMap(({ topics }) => topics)).toEqual(expect.arrayContaining(["orders/updated", "customers/update", "products/update", "discounts/update"]));
  expect(dumb.flatMap(({ topics }) => topics)).toEqual([]);
});
