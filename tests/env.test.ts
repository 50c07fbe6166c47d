import { expect, test } from "vitest";
import { parseEnv } from "~/env.server";

const GIVEN = { DATABASE_URL: "postgresql://localhost/shops", SHOPIFY_API_KEY: "key", SHOPIFY_API_SECRET: "secret", SHOPIFY_APP_URL: "https://app.example.com", ENCRYPTION_KEYS: "k1:00" };

test.each(["https://admin.example.com", "https://admin.example.com:8443", "http://localhost:4010", "http://127.0.0.1"])("%s may frame the merchant's pages", (ancestor) => {
  expect(parseEnv({ ...GIVEN, FRAME_ANCESTOR: ancestor }).FRAME_ANCESTOR).toBe(ancestor);
});

test.each([
  "https://admin.example.com; script-src *", "https://admin.example.com,default-src *", "https://admin.example.com https://evil.example.com", "https://admin.example.com/path", "http://admin.example.com", "http://localhost.example.com",
  "admin.example.com", "https://",
])("%s may not: it would say more in the header, or come unprotected", (ancestor) => {
  expect(() => parseEnv({ ...GIVEN, FRAME_ANCESTOR: ancestor })).toThrow("FRAME_ANCESTOR expected https://host");
});
