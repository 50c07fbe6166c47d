import { createHmac, createSign, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { verifyExtensionToken } from "~/buyer/verify-extension-token";

const NOW = new Date("2026-11-22T12:00:00Z");
const SECOND = NOW.getTime() / 1000;
const check = { secrets: ["current", "previous"], apiKey: "key", now: NOW };
const CLAIMS = { dest: "demo.myshopify.com", aud: "key", iat: SECOND, nbf: SECOND, exp: SECOND + 300, jti: "7", sub: "gid://shopify/Customer/5" };

const encode = (part: unknown) => Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");
const sign = (text: string, secret: string) => `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
const token = (over: Record<string, unknown> = {}, { header = { alg: "HS256", typ: "JWT" } as unknown, secret = "current" } = {}) => sign(`${encode(header)}.${encode({ ...CLAIMS, ...over })}`, secret);

async function refused(authorization: string | null): Promise<[number, string, string]> {
  try {
    verifyExtensionToken(authorization, check);
  } catch (response) {
    const { error } = (await (response as Response).json()) as { error: { code: string; message: string } };
    return [(response as Response).status, error.code, error.message];
  }
  throw new Error("expected a refusal");
}

describe("verifyExtensionToken", () => {
  test("shop and customer are what was signed; without sub nobody is signed in", () => {
    expect(verifyExtensionToken(`Bearer ${token()}`, check)).toMatchObject({ shop: "demo.myshopify.com", customerId: "5" });
    expect(verifyExtensionToken(`bearer ${token({ dest: "https://demo.myshopify.com" })}`, check).shop).toBe("demo.myshopify.com");
    expect(verifyExtensionToken(`Bearer ${token({ sub: undefined })}`, check).customerId).toBeNull();
  });

  test("the previous secret still opens while it is rotated, another one does not", async () => {
    expect(verifyExtensionToken(`Bearer ${token({}, { secret: "previous" })}`, check).customerId).toBe("5");
    expect(await refused(`Bearer ${token({}, { secret: "older" })}`)).toEqual([401, "signature_wrong", expect.stringContaining("expected one that Shopify signed")]);
  });

  test("clocks may differ by ten seconds, not more", async () => {
    for (const over of [{ exp: SECOND - 9 }, { nbf: SECOND + 10 }]) expect(verifyExtensionToken(`Bearer ${token(over)}`, check).customerId).toBe("5");
    expect((await refused(`Bearer ${token({ exp: SECOND - 10 })}`))[1]).toBe("token_expired");
    expect((await refused(`Bearer ${token({ nbf: SECOND + 11 })}`))[1]).toBe("token_too_early");
  });

  test.each<[string, Record<string, unknown>]>([
    ["token_for_another_app", { aud: "other" }], ["token_for_another_app", { aud: ["key"] }], ["token_for_another_app", { aud: undefined }],
    ["token_malformed", { dest: undefined }], ["token_malformed", { dest: "demo.example.com" }], ["token_malformed", { dest: "https://demo.myshopify.com.evil.io" }], ["token_malformed", { dest: "http://demo.myshopify.com" }],
    ["token_malformed", { exp: undefined }], ["token_malformed", { nbf: undefined }], ["token_malformed", { exp: "9999999999" }],
    // An admin's token is signed with the same secret and names a staff member.
    ["token_not_a_customer", { sub: "5" }], ["token_not_a_customer", { sub: 5 }], ["token_not_a_customer", { sub: "gid://shopify/User/5" }], ["token_not_a_customer", { sub: "gid://shopify/Customer/5,7" }], ["token_not_a_customer", { sub: null }],
  ])("%s: %j", async (code, over) => {
    expect(await refused(`Bearer ${token(over)}`)).toEqual([401, code, expect.stringMatching(/expected .+\.$/)]);
  });

  test("unsigned, another algorithm, and an algorithm of the sender's choice are refused", async () => {
    const body = encode(CLAIMS);
    expect((await refused(`Bearer ${encode({ alg: "none" })}.${body}.`))[0]).toBe(401);
    expect((await refused(`Bearer ${sign(`${encode({ alg: "none" })}.${body}`, "current")}`))[1]).toBe("token_algorithm");
    expect((await refused(`Bearer ${token({}, { header: { alg: "HS512" } })}`))[1]).toBe("token_algorithm");
    expect((await refused(`Bearer ${token({}, { header: { alg: "HS256", crit: ["exp"] } })}`))[1]).toBe("token_algorithm");
    const rsa = `${encode({ alg: "RS256" })}.${body}`;
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    expect((await refused(`Bearer ${rsa}.${createSign("sha256").update(rsa).sign(privateKey).toString("base64url")}`))[1]).toBe("token_algorithm");
  });

  test("a changed claim breaks the signature", async () => {
    const [header, , signature] = token().split(".");
    expect((await refused(`Bearer ${header}.${encode({ ...CLAIMS, sub: "gid://shopify/Customer/7" })}.${signature}`))[1]).toBe("signature_wrong");
  });

  test("no bearer, no three parts, no JSON, too long", async () => {
    for (const authorization of [null, "", "Bearer ", `Basic ${token()}`, token()]) expect((await refused(authorization))[1]).toBe("token_missing");
    for (const bad of ["a", "a.b", "a.b.c.d", "a..c", `${token()}.x`, "a.b.é", `${token()}=`, `${"a".repeat(5_000)}.b.c`]) expect((await refused(`Bearer ${bad}`))[1], bad.slice(0, 20)).toBe("token_malformed");
    for (const body of ["[]", "{", "null"]) expect((await refused(`Bearer ${sign(`${encode({ alg: "HS256" })}.${encode(body)}`, "current")}`))[1]).toBe("token_malformed");
    expect((await refused(`Bearer ${sign(`${encode("[]")}.${encode(CLAIMS)}`, "current")}`))[1]).toBe("token_algorithm");
  });

  test("what was sent is never repeated", async () => {
    for (const over of [{ aud: "spy-value" }, { dest: "spy-value" }, { sub: "spy-value" }]) expect((await refused(`Bearer ${token(over)}`))[2]).not.toContain("spy-value");
  });
});
