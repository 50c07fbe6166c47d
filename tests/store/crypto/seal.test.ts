import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keyIdOf, open, seal } from "~/store/crypto/seal.server";

const key = () => randomBytes(32).toString("base64");
const before = process.env.ENCRYPTION_KEYS;
beforeEach(() => { process.env.ENCRYPTION_KEYS = `k1:${key()}`; });
afterEach(() => { process.env.ENCRYPTION_KEYS = before; });

test("what was sealed opens again, and never looks the same twice", () => {
  const [a, b] = [seal("ana@example.com", "inbox"), seal("ana@example.com", "inbox")];
  expect(open(a, "inbox").toString()).toBe("ana@example.com");
  expect(a.equals(b)).toBe(false);
  expect(a.includes("ana@")).toBe(false);
});

test("raw bytes and empty bytes survive", () => {
  const bytes = randomBytes(5000);
  expect(open(seal(bytes, "inbox"), "inbox").equals(bytes)).toBe(true);
  expect(open(seal("", "inbox"), "inbox")).toHaveLength(0);
});

test("every changed byte is noticed", () => {
  const sealed = seal("token", "session:1");
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = changed[at]! ^ 1;
    expect(() => open(changed, "session:1"), `byte ${at}`).toThrow();
  }
});

test("bytes sealed for one place do not open at another", () => {
  expect(() => open(seal("token", "session:1"), "session:2")).toThrow(/do not open/);
});

test("after a rotation old bytes still open and say of which key they are", () => {
  const old = process.env.ENCRYPTION_KEYS;
  const sealed = seal("token", "session:1");
  process.env.ENCRYPTION_KEYS = `k2:${key()},${old}`;
  expect(open(sealed, "session:1").toString()).toBe("token");
  expect([keyIdOf(sealed), keyIdOf(seal("token", "session:1"))]).toEqual(["k1", "k2"]);
  process.env.ENCRYPTION_KEYS = `k2:${key()}`;
  expect(() => open(sealed, "session:1")).toThrow(/key k1, which ENCRYPTION_KEYS does not hold/);
});

test.each([
  ["", "ENCRYPTION_KEYS is empty"],
  ["k1", "id of key 1 in ENCRYPTION_KEYS"],
  ["k1:c2hvcnQ=", "key k1 in ENCRYPTION_KEYS has 5 bytes"],
  [`k1:${"A".repeat(43)}=,:x`, "id of key 2 in ENCRYPTION_KEYS"],
])("a wrong ENCRYPTION_KEYS %j is told by place, never by content", (text, message) => {
  process.env.ENCRYPTION_KEYS = text;
  expect(() => seal("x", "inbox")).toThrow(message);
});
