import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { messageOf, verifyProxyQuery } from "~/buyer/verify-proxy-query";

const NOW = new Date("2026-11-22T12:00:00Z");
const SECRET = "current";
const check = { secrets: [SECRET, "previous"], now: NOW };
const seconds = (shift = 0) => String(NOW.getTime() / 1000 + shift);

const hmac = (message: string, secret = SECRET) => createHmac("sha256", secret).update(message).digest("hex");

function signed(over: Record<string, string> = {}, extra: [string, string][] = [], secret = SECRET): URLSearchParams {
  const query = new URLSearchParams([...extra, ...Object.entries({ shop: "demo.myshopify.com", logged_in_customer_id: "5", path_prefix: "/apps/loyalty", timestamp: seconds(), ...over })]);
  query.append("signature", hmac(messageOf(query), secret));
  return query;
}

async function refused(query: URLSearchParams): Promise<[number, string, string]> {
  try {
    verifyProxyQuery(query, check);
  } catch (response) {
    const { error } = (await (response as Response).json()) as { error: { code: string; message: string } };
    return [(response as Response).status, error.code, error.message];
  }
  throw new Error("expected a refusal");
}

describe("verifyProxyQuery", () => {
  test("Shopify's own example", () => {
    const query = new URLSearchParams("extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb");
    expect(verifyProxyQuery(query, { secrets: ["hush"], now: new Date(1317327555_000) })).toEqual({ shop: "shop-name.myshopify.com", customerId: "1", pathPrefix: "/apps/awesome_reviews" });
  });

  test("the identity is what was signed; nobody signed in is null", () => {
    expect(verifyProxyQuery(signed(), check)).toEqual({ shop: "demo.myshopify.com", customerId: "5", pathPrefix: "/apps/loyalty" });
    expect(verifyProxyQuery(signed({ logged_in_customer_id: "" }), check).customerId).toBeNull();
  });

  test("the previous secret still opens while it is rotated, another one does not", async () => {
    expect(verifyProxyQuery(signed({}, [], "previous"), check).customerId).toBe("5");
    expect(await refused(signed({}, [], "older"))).toEqual([401, "signature_wrong", expect.stringContaining("expected Shopify's signature")]);
  });

  test.each(["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"])("%s twice is refused, equal or not, signed or not", async (name) => {
    for (const value of [signed().get(name)!, "7", ""]) {
      const after = signed();
      after.append(name, value);
      expect(await refused(after)).toEqual([400, "parameter_repeated", expect.stringMatching(new RegExp(`^parameter ${name} stands`))]);
      const all = signed({}, [[name, value]]);
      expect((await refused(all))[0]).toBe(400);
    }
  });

  test.each(["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"])("%s missing is refused", async (name) => {
    const query = signed();
    query.delete(name);
    expect(await refused(query)).toEqual([401, "not_signed", `parameter ${name} is missing in the query: expected a request signed by Shopify's app proxy`]);
  });

  test("a truncated, upper-case or foreign signature is refused", async () => {
    for (const change of [(text: string) => text.slice(0, 63), (text: string) => text.toUpperCase(), () => hmac("something else"), () => "", () => "é".repeat(64)]) {
      const query = signed({ logged_in_customer_id: "11" });
      query.set("signature", change(query.get("signature")!));
      expect((await refused(query))[0]).toBe(401);
    }
  });

  test("changing any signed value breaks the signature", async () => {
    for (const [name, value] of Object.entries({ shop: "other.myshopify.com", logged_in_customer_id: "7", path_prefix: "/apps/other", timestamp: seconds(1), extra: "1" })) {
      const query = signed();
      query.set(name, value);
      expect(await refused(query)).toEqual([401, "signature_wrong", expect.any(String)]);
    }
  });

  test("a replayed address is refused after 90 seconds, and so is one from the future", async () => {
    for (const shift of [-90, 90]) expect(verifyProxyQuery(signed({ timestamp: seconds(shift) }), check).customerId).toBe("5");
    for (const shift of [-91, 91]) expect(await refused(signed({ timestamp: seconds(shift) }))).toEqual([401, "too_old", "parameter timestamp is 91 seconds off: expected at most 90"]);
  });

  test("a signature over the same text cut into other parameters does not change who is asking", async () => {
    // What Shopify signs for customer 5, who asks for /apps/loyalty/me?a=logged_in_customer_id%3D7m%3D
    const honest = signed({}, [["a", "logged_in_customer_id=7m="]]);
    const forged = new URLSearchParams([["a", ""], ["logged_in_customer_id", "7"], ["m", "logged_in_customer_id=5"], ["path_prefix", "/apps/loyalty"], ["shop", "demo.myshopify.com"], ["timestamp", seconds()], ["signature", honest.get("signature")!]]);
    expect(messageOf(forged)).toBe(messageOf(honest));
    expect(await refused(forged)).toEqual([400, "parameter_repeated", "parameter logged_in_customer_id stands more than once in the signed text: expected it exactly once"]);
  });

  test.each([["logged_in_customer_id", "5,7"], ["logged_in_customer_id", "gid://shopify/Customer/5"], ["shop", "demo.example.com"], ["shop", "demo.myshopify.com.evil.io"], ["path_prefix", "//evil"], ["timestamp", "1e9"]])("%s %s is malformed", async (name, value) => {
    expect(await refused(signed({ [name]: value }))).toEqual([400, "parameter_malformed", expect.stringContaining(name)]);
  });

  test("parameters of the shopper's own never change the identity, or the request is refused", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom("a", "customer_id", "logged_in_customer_id ", "m", "z", "timestamp2", "shop_id"), fc.string()), { maxLength: 4 }), (extra) => {
      try {
        expect(verifyProxyQuery(signed({}, extra), check)).toEqual({ shop: "demo.myshopify.com", customerId: "5", pathPrefix: "/apps/loyalty" });
      } catch (refusal) {
        if (!(refusal instanceof Response)) throw refusal;
        expect(refusal.status).toBe(400);
      }
    }), { numRuns: 300 });
  });
});
