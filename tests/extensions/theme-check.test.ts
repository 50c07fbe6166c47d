import { themeCheckRun } from "@shopify/theme-check-node";
import { expect, test } from "vitest";
import { THEME } from "./theme";

test("Shopify's theme check finds nothing to say about the blocks", async () => {
  const { offenses, theme } = await themeCheckRun(THEME);
  expect(theme.length).toBeGreaterThan(10);
  expect(offenses.map(({ check, uri, start, message }) => `${uri.split("/").slice(-2).join("/")}:${start.line} ${check}: ${message}`)).toEqual([]);
});
