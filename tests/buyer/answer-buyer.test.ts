import { afterAll, beforeAll, expect, test } from "vitest";
import { loader } from "~/routes/buyer.me";
import { closeDatabase } from "~/store/db.server";
import { buyerEnvironment, proxied, read } from "../routes/buyer-request";

const before = process.env.DATABASE_URL;
beforeAll(() => {
  buyerEnvironment();
  process.env.DATABASE_URL = "postgresql://nobody@127.0.0.1:1/nothing";
});
afterAll(async () => {
  await closeDatabase();
  if (before === undefined) delete process.env.DATABASE_URL;
  else process.env.DATABASE_URL = before;
});

test("a database that is down is 503 with a time to come back, and tells nothing of it", async () => {
  const answer = loader({ request: proxied("me", { shop: "a.myshopify.com", customer: "7" }), params: {}, context: {} } as unknown as Parameters<typeof loader>[0]);
  const { status, body, headers } = await read(answer);
  expect(status).toBe(503);
  expect(headers.get("retry-after")).toBe("5");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(body).toEqual({ error: { code: "try_again", message: "The program cannot be reached at the moment: try again shortly." } });
});

test("a wrong signature is refused before anything is asked of the database", async () => {
  const request = new Request(proxied("me", { shop: "a.myshopify.com" }).url.replace(/signature=\w{4}/, "signature=0000"));
  expect((await read(loader({ request, params: {}, context: {} } as unknown as Parameters<typeof loader>[0]))).status).toBe(401);
});
