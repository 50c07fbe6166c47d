import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import LongFirst from "./tests/support/long-first";

// Tests of these folders leave nothing behind in their process that another file could trip over: they share two processes, and what
// those have read (the product, Shopify's schema). Every other file has a process of its own: it changes the environment or the clock.
const TOGETHER = ["jobs", "loyalty/**", "inbox", "shopify/**", "store/**", "operations/**", "sandbox/**", "components", "admin", "forms", "locales"].map((folder) => `tests/${folder}/*.test.{ts,tsx}`);
/** Patterns of a run that leaves out what another has shown, separated by spaces. (`--exclude` does not reach projects that exclude something themselves.) */
const LEFT_OUT = process.env.TESTS_LEFT_OUT?.split(" ") ?? [];

const resolve = { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } };
/** What is waited for comes; how long it may take on a busy machine is no matter of theirs. */
const poll = { timeout: 60_000 };
const test = { testTimeout: 600_000, hookTimeout: 600_000, pool: "forks", maxWorkers: 2, expect: { poll } } as const;

// The projects take nothing from the root by `extends`: each would start a database of its own.
export default defineConfig({
  test: {
    globalSetup: ["tests/support/global-setup.ts"],
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        resolve,
        test: {
          ...test, name: "alone", include: ["tests/**/*.test.{ts,tsx}"], exclude: ["tests/browser/**", ...TOGETHER, ...LEFT_OUT], sequence: { groupOrder: 0 },
          // Shopify's tester loads extensions itself, which are TypeScript.
          server: { deps: { inline: [/@shopify\/ui-extensions-tester/] } },
        },
      },
      { resolve, test: { ...test, name: "together", include: TOGETHER, exclude: LEFT_OUT, isolate: false, sequence: { groupOrder: 1 } } },
    ],
  },
});
