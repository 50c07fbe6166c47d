import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Walks through the running product in Chromium; one after the other, because they share one demo. */
export default defineConfig({
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  test: { include: ["tests/browser/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 300_000, teardownTimeout: 60_000, expect: { poll: { timeout: 60_000 } }, fileParallelism: false, pool: "forks", globalSetup: ["tests/browser/start-product.ts"] },
});
