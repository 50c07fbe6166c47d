import { randomUUID } from "node:crypto";
import net from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BODY_LIMIT } from "~/inbox/door.server";
import { claimDeliveries } from "~/store/inbox/claim-deliveries.server";
import { DOOR_SECRET, DOOR_SHOP, goodHeaders, openDoor, signatureOf, type OpenDoor } from "../support/open-door";
import { useDatabase } from "../support/use-database";

const database = useDatabase();
let door: OpenDoor;
beforeAll(async () => { door = await openDoor({ secrets: [DOOR_SECRET, "previous-secret"] }); });
afterAll(() => door.close());

const BODY = '{"id":820982911946154508,"email":"canary@example.com","line_items":[{"price":"19.90"}]}';

async function rows(): Promise<number> {
  const [row] = await database.asOwner<{ n: number }>("SELECT count(*)::int AS n FROM inbox");
  return row!.n;
}
/** The answer, and by how many rows the inbox grew. */
async function outcome(knock: Parameters<OpenDoor["knock"]>[0]): Promise<[number, number]> {
  const before = await rows();
  const { status } = await door.knock(knock);
  return [status, (await rows()) - before];
}

describe("what is not a signed delivery", () => {
  test.each(["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])("%s is answered 405 with what is allowed", async (method) => {
    const answer = await door.knock({ method, body: BODY });
    expect([answer.status, answer.headers.allow, answer.headers["cache-control"]]).toEqual([405, "POST", "no-store"]);
  });

  test.each([["said beforehand", false], ["found while reading", true]])("a body over the limit is 413, %s", async (_how, chunked) => {
    const body = Buffer.alloc(BODY_LIMIT + 1, "x");
    const answer = await door.knock({ body, chunked });
    expect([answer.status, answer.text]).toEqual([413, `the body is over ${BODY_LIMIT} bytes: expected at most that\n`]);
  });

  test("5 MB is 413, and a signed body of exactly the limit is kept", async () => {
    expect(await outcome({ body: Buffer.alloc(5 << 20, "x") })).toEqual([413, 0]);
    expect(await outcome({ body: Buffer.alloc(BODY_LIMIT, "x") })).toEqual([200, 1]);
    expect(await outcome({ body: Buffer.alloc(BODY_LIMIT, "y"), chunked: true })).toEqual([200, 1]);
  });

  test.each([
    ["x-shopify-topic", "X-Shopify-Topic is missing: expected a topic such as orders/paid"],
    ["x-shopify-shop-domain", "X-Shopify-Shop-Domain is missing: expected <name>.myshopify.com"],
    ["x-shopify-webhook-id", "X-Shopify-Webhook-Id is missing: expected the id of the delivery"],
    ["x-shopify-api-version", "X-Shopify-API-Version is missing: expected a version such as 2026-10"],
  ])("signed without %s is 400 and says so", async (name, sentence) => {
    for (const value of [undefined, "", "  "]) {
      const answer = await door.knock({ headers: { [name]: value } });
      expect([answer.status, answer.text]).toEqual([400, `${sentence}\n`]);
    }
  });

  test.each([
    ["x-shopify-topic", "orders paid"], ["x-shopify-topic", "__proto__/x/y"], ["x-shopify-shop-domain", "evil.example.com"], ["x-shopify-shop-domain", "a.myshopify.com.evil.com"],
    ["x-shopify-shop-domain", "a.myshopify.com, b.myshopify.com"], ["x-shopify-webhook-id", "one two"], ["x-shopify-webhook-id", "x".repeat(201)],
  ])("a %s of %s is 400", async (name, value) => {
    expect(await outcome({ headers: { [name]: value } })).toEqual([400, 0]);
  });

  test.each([
    ["missing", undefined], ["empty", ""], ["of another body", signatureOf("{}")], ["of another secret", signatureOf(BODY, "other")], ["truncated", signatureOf(BODY).slice(0, -2)],
    ["one letter longer", `${signatureOf(BODY)}A`], ["in hex", Buffer.from(signatureOf(BODY), "base64").toString("hex")], ["twice", `${signatureOf(BODY)}, ${signatureOf(BODY)}`],
    ["in URL-safe letters", `${"_".repeat(43)}=`], ["with the padding gone", signatureOf(BODY).slice(0, 43)], ["the text itself", DOOR_SECRET],
  ])("a signature that is %s is 401", async (_what, signature) => {
    const answer = await door.knock({ body: BODY, headers: { "x-shopify-hmac-sha256": signature } });
    expect([answer.status, answer.text]).toEqual([401, "X-Shopify-Hmac-Sha256 is missing or does not sign this body\n"]);
  });

  test("the signature is looked at first: without one, malformed headers are 401", async () => {
    for (const topic of [undefined, "orders paid"]) expect(await outcome({ body: BODY, headers: { "x-shopify-hmac-sha256": undefined, "x-shopify-topic": topic } })).toEqual([401, 0]);
  });

  test("compliance topics get 401 for a bad signature too", async () => {
    for (const topic of ["customers/data_request", "customers/redact", "shop/redact"]) {
      expect(await outcome({ headers: { "x-shopify-topic": topic, "x-shopify-hmac-sha256": signatureOf("no") } })).toEqual([401, 0]);
    }
  });

  test("each changed byte of the body, and each changed letter of the signature, is 401", async () => {
    const before = await rows();
    const signed = signatureOf(BODY);
    const bytes = Buffer.from(BODY);
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i]! ^= 1 << (i % 8);
      expect([i, (await door.knock({ body: changed, headers: { "x-shopify-hmac-sha256": signed } })).status]).toEqual([i, 401]);
    }
    for (let i = 0; i < signed.length; i++) {
      const changed = `${signed.slice(0, i)}${signed[i] === "A" ? "B" : "A"}${signed.slice(i + 1)}`;
      expect([i, (await door.knock({ body: BODY, headers: { "x-shopify-hmac-sha256": changed } })).status]).toEqual([i, 401]);
    }
    expect(await rows()).toBe(before);
  });

  test("the same JSON written differently is 401: bytes are signed, not meaning", async () => {
    const spaced = JSON.stringify({ id: 1, note: "ü" }, null, 1);
    const signature = { "x-shopify-hmac-sha256": signatureOf(spaced) };
    expect(await outcome({ body: JSON.stringify(JSON.parse(spaced)), headers: signature })).toEqual([401, 0]);
    expect(await outcome({ body: spaced, headers: signature })).toEqual([200, 1]);
  });
});

describe("what is signed", () => {
  test("is accepted under the current and the previous secret, under no third", async () => {
    const under = (secret: string) => outcome({ body: BODY, headers: goodHeaders(BODY, secret) });
    expect([await under(DOOR_SECRET), await under("previous-secret"), await under("third-secret"), await under("")]).toEqual([[200, 1], [200, 1], [401, 0], [401, 0]]);
  });

  test.each([
    ["no JSON", "not json at all"], ["empty", ""], ["no UTF-8", Buffer.from([0xff, 0xfe, 0x00, 0x80])], ["a number", "42"], ["a prototype", '{"__proto__":{"admin":true}}'],
  ])("is stored and answered 200 when it is %s", async (_what, body) => {
    const webhookId = randomUUID();
    expect(await outcome({ body, headers: { "x-shopify-webhook-id": webhookId } })).toEqual([200, 1]);
    const claimed = await claimDeliveries({ most: 10_000, leaseSeconds: 1 });
    expect(claimed.find(({ deliveryId }) => deliveryId === webhookId)?.body).toEqual(Buffer.from(body as string));
  });

  test("is stored with what its headers say, and a topic nobody knows is stored too", async () => {
    const headers = { "x-shopify-topic": "Orders/Imagined", "x-shopify-shop-domain": "DOOR.myshopify.com", "x-shopify-webhook-id": randomUUID(), "x-shopify-event-id": undefined, "x-shopify-triggered-at": "yesterday" };
    expect((await door.knock({ headers })).status).toBe(200);
    const [row] = await database.asOwner("SELECT shop_domain, topic, event_id, triggered_at, api_version, state, attempts FROM inbox WHERE delivery_id = $1", [headers["x-shopify-webhook-id"]]);
    expect(row).toEqual({ shop_domain: DOOR_SHOP, topic: "orders/imagined", event_id: null, triggered_at: null, api_version: "2026-10", state: "new", attempts: 0 });
  });

  test("is one row however often it comes, at once or later, and every sender hears 200", async () => {
    const headers = { "x-shopify-webhook-id": randomUUID() };
    const before = await rows();
    const answers = await Promise.all(Array.from({ length: 20 }, () => door.knock({ body: BODY, headers })));
    answers.push(await door.knock({ body: BODY, headers }));
    expect([answers.map(({ status }) => status), (await rows()) - before]).toEqual([Array(21).fill(200), 1]);
  });

  test("is another row for another shop with the same id", async () => {
    const webhookId = randomUUID();
    expect(await outcome({ headers: { "x-shopify-webhook-id": webhookId } })).toEqual([200, 1]);
    expect(await outcome({ headers: { "x-shopify-webhook-id": webhookId, "x-shopify-shop-domain": "other.myshopify.com" } })).toEqual([200, 1]);
  });

  test("two hundred at once are two hundred rows, each with its own body", async () => {
    const sent = Array.from({ length: 200 }, (_, i) => ({ webhookId: randomUUID(), body: `{"n":${i},"pad":"${"x".repeat(i * 50)}"}` }));
    const answers = await Promise.all(sent.map(({ webhookId, body }) => door.knock({ body, headers: { "x-shopify-webhook-id": webhookId } })));
    expect(answers.map(({ status }) => status)).toEqual(Array(200).fill(200));
    await database.asOwner("UPDATE inbox SET leased_until = NULL");
    const stored = new Map((await claimDeliveries({ most: 10_000, leaseSeconds: 1 })).map(({ deliveryId, body }) => [deliveryId, body?.toString("utf8")]));
    expect(sent.filter(({ webhookId, body }) => stored.get(webhookId) !== body)).toEqual([]);
  });

  test("nothing of a body stands in the database in clear", async () => {
    await door.knock({ body: BODY });
    const found = await database.asOwner("SELECT inbox_id FROM inbox WHERE position('canary'::bytea IN body) > 0 OR position('line_items'::bytea IN body) > 0 OR inbox::text LIKE '%canary%'");
    expect(found).toEqual([]);
  });

  test("a sealed body moved to another delivery does not open", async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    for (const webhookId of [first, second]) await door.knock({ body: BODY, headers: { "x-shopify-webhook-id": webhookId } });
    await database.asOwner("UPDATE inbox SET body = (SELECT body FROM inbox WHERE delivery_id = $1), leased_until = NULL WHERE delivery_id = $2", [first, second]);
    const claimed = await claimDeliveries({ most: 10_000, leaseSeconds: 1 });
    expect(claimed.find(({ deliveryId }) => deliveryId === second)).toMatchObject({ body: null });
  });
});

describe("a sender that goes away", () => {
  test("half-way through the body leaves no row, and the door open", async () => {
    const before = await rows();
    const { hostname, port } = new URL(door.url);
    for (let i = 0; i < 5; i++) {
      const socket = net.connect(Number(port), hostname);
      await new Promise<void>((resolve) => socket.write(`POST /webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"id":`, () => resolve()));
      socket.resetAndDestroy();
    }
    expect(await outcome({ body: BODY })).toEqual([200, 1]);
    expect(await rows()).toBe(before + 1);
  });

  test("before it hears the answer leaves its row: the retry finds it", async () => {
    const { hostname, port } = new URL(door.url);
    const headers = goodHeaders(BODY);
    const head = Object.entries({ host: "x", "content-length": String(BODY.length), ...headers }).map(([name, value]) => `${name}: ${value}`).join("\r\n");
    const socket = net.connect(Number(port), hostname);
    await new Promise<void>((resolve) => socket.write(`POST /webhooks HTTP/1.1\r\n${head}\r\n\r\n${BODY}`, () => resolve()));
    socket.end();
    const found = () => database.asOwner("SELECT 1 FROM inbox WHERE delivery_id = $1", [headers["x-shopify-webhook-id"]]);
    await expect.poll(async () => (await found()).length).toBe(1);
    expect((await door.knock({ body: BODY, headers })).status).toBe(200);
    expect(await found()).toHaveLength(1);
  });
});
