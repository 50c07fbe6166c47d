import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createHasher } from "~/store/crypto/hasher";

const one = createHasher(randomBytes(32));
const two = createHasher(randomBytes(32));

test("an e-mail is found however it is written, and in its own shop only", () => {
  expect(one.email(" Ana@Example.COM ")).toBe(one.email("ana@example.com"));
  expect(one.email("ana@example.com")).not.toBe(two.email("ana@example.com"));
  expect(one.email("ana@example.com")).not.toBe(one.email("ana+x@example.com"));
});

test.each([null, undefined, "", "ana", "@x", "a@b@c", "a b@c"])("%j is no address", (text) => {
  expect(one.email(text)).toBeNull();
});

test("a search matches by the beginning of each word, without accents and case", () => {
  const index = new Set(one.terms("José Ñandú jose@example.com"));
  const found = (text: string) => one.query(text).length > 0 && one.query(text).every((term) => index.has(term));
  expect([found("jos"), found("NAND jo"), found("exampl")]).toEqual([true, true, true]);
  expect([found("andu"), found("jos zzz"), found("j"), found("")]).toEqual([false, false, false, false]);
});

test("words longer than the index are found by their first letters", () => {
  const index = new Set(one.terms("Wolfeschlegelsteinhausen"));
  expect(one.query("wolfeschlegelsteinhausen").every((term) => index.has(term))).toBe(true);
});
