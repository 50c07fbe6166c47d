import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Walks through the running product in Chromium. They wait more than they work: two at a time, each in a demo of its own; in one that is given, one after the other. */
export default defineConfig({
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  test: { include: ["tests/browser/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 300_000, teardownTimeout: 60_000, expect: { poll: { timeout: 60_000 } }, maxWorkers: process.env.WALK_DEMO ? 1 : 2, pool: "forks", globalSetup: ["tests/browser/start-product.ts"] },
});
