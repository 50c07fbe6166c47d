import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Walks through the running product in Chromium; one after the other, because they share one demo. */
export default defineConfig({
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  test: { include: ["tests/browser/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 180_000, fileParallelism: false, pool: "forks", globalSetup: ["tests/browser/start-product.ts"] },
});
