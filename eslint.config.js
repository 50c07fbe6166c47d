import js from "@eslint/js";
import tseslint from "typescript-eslint";

const never = (group, message) => ({ group, message });
/** Who may import whom (see README > Map of the code); tests/architecture.test.ts holds the whole table. */
const layer = (files, patterns) => ({ files, rules: { "no-restricted-imports": ["error", { patterns }] } });
const database = never(["pg", "@prisma/*", "~/store/db.server", "**/store/db.server"], "only app/store talks to the database");
const shopify = never(["@shopify/*"], "only routes, components and shopify.server.ts use Shopify's packages");

export default tseslint.config(
  { ignores: ["node_modules", "build", "public/build", ".perennial", ".cache", "extensions/*/dist", "app/generated"] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true }],
      "max-lines-per-function": ["error", { max: 90, skipBlankLines: true, skipComments: true }],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-eval": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]", message: "text goes in by textContent: markup from data is how scripts get in" },
        { selector: "CallExpression[callee.property.name='insertAdjacentHTML']", message: "text goes in by textContent" },
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "text goes in as text" },
      ],
    },
  },
  { files: ["tests/**", "bench/**"], rules: { "max-lines-per-function": "off" } },
  // A script of the storefront is one function, so that the page gets no names of it.
  { files: ["extensions/loyalty-theme/assets/*.js"], rules: { "max-lines-per-function": "off" } },
  { files: ["**/*.mjs", "**/*.js"], languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly", fetch: "readonly", AbortSignal: "readonly", setTimeout: "readonly", clearTimeout: "readonly", setInterval: "readonly", clearInterval: "readonly", setImmediate: "readonly", Buffer: "readonly", performance: "readonly", WebAssembly: "readonly", URLSearchParams: "readonly", structuredClone: "readonly", window: "readonly", document: "readonly", customElements: "readonly", HTMLElement: "readonly", localStorage: "readonly", sessionStorage: "readonly", location: "readonly", navigator: "readonly", Intl: "readonly", crypto: "readonly", history: "readonly", CustomEvent: "readonly", Event: "readonly", FormData: "readonly", Headers: "readonly", Request: "readonly", Response: "readonly", requestAnimationFrame: "readonly", getComputedStyle: "readonly", matchMedia: "readonly", self: "readonly", globalThis: "readonly", addEventListener: "readonly", parent: "readonly", top: "readonly", MutationObserver: "readonly", HTMLFormElement: "readonly", IntersectionObserver: "readonly", queueMicrotask: "readonly", Element: "readonly", Node: "readonly", atob: "readonly", btoa: "readonly" } } },
  { files: ["app/**/*.{ts,tsx}"], rules: { "no-restricted-globals": "off" } },
  layer(["app/loyalty/**"], [never(["~/*", "../../*/**", "node:*", "@shopify/*", "pg", "@prisma/*"].filter((p) => p !== "../../*/**"), "loyalty imports only itself")]),
  layer(["app/analytics/**"], [database, shopify]),
  layer(["app/operations/**"], [database, shopify, never(["~/routes/*", "~/jobs/*", "~/inbox/*"], "operations know no entry point")]),
  layer(["app/inbox/**", "app/jobs/**"], [database, shopify, never(["~/routes/*"], "not the way in")]),
  layer(["app/routes/**", "app/components/**", "app/forms/**", "app/buyer/**"], [database]),
  layer(["sandbox/**"], [never(["~/*", "**/app/**"], "the sandbox is the other side of the wire")]),
);
