import { beforeAll, expect, test } from "vitest";
import { enrollMember } from "~/operations/members/enroll-member.server";
import { createCustomer } from "../../sandbox/shop-life/create-customer";
import { payOrder } from "../../sandbox/shop-life/pay-order";
import { placeOrder } from "../../sandbox/shop-life/place-order";
import type { Shop } from "../../sandbox/world/types";
import { aProgram } from "../loyalty/program/a-program";
import { aProgramVersion } from "../support/a-shop";
import { expectBooks } from "../support/expect-books";
import { eventually, useLiveShop } from "../support/live-shop";

const live = useLiveShop({ work: true });
let shop: Shop;
let shopId: bigint;
beforeAll(async () => {
  ({ shop, shopId } = await live.install("evergreen-goods.myshopify.com"));
  const program = aProgram({ version: 2, enrollment: { mode: "opt_in", excludeTags: [] } });
  await aProgramVersion(live.database, shopId, { program, effectiveFrom: "2001-01-01T00:00:00.000Z" });
});

test("who joins gets the orders placed as a guest at once: they count for tiers, and nobody has to wait for news of the customer", async () => {
  const { sandbox, database } = live;
  const customer = createCustomer(sandbox, shop, { email: "late.joiner@example.com", firstName: "Late" });
  const guest = placeOrder(sandbox, shop, { customerId: null, email: customer.email, lines: [{ title: "Fern", unitPriceMinor: 80_000, quantity: 1 }] });
  payOrder(sandbox, shop, { orderId: guest.id });
  const order = async () => (await database.asOwner<{ member_id: string | null; qualifying_minor: string; accrued: string; refusal: string | null }>(
    "SELECT member_id, qualifying_minor, accrued, basis->>'refusal' AS refusal FROM shop_order WHERE order_id = $1 AND qualifying_minor > 0", [guest.id]))[0];
  await eventually("the guest's order", order);
  await eventually("a quiet inbox", async () => (await database.asOwner("SELECT 1 FROM inbox WHERE state = 'new'")).length === 0);
  expect(await order()).toMatchObject({ member_id: null, refusal: "guest" });
  // A second later, in Shopify's whole seconds: an order of the same second is not an earlier one.
  await enrollMember(shopId, { customerId: customer.id, actor: "customer" }, new Date(Date.now() + 1_000));
  await eventually("the order to be the member's", async () => (await order())?.member_id);
  await eventually("the member's tier", async () => (await database.asOwner("SELECT 1 FROM member WHERE customer_id = $1 AND tier = 'gold'", [customer.id])).length === 1);
  await eventually("the order to be settled again", async () => (await order())?.refusal === "not_enrolled");
  expect(await order()).toMatchObject({ accrued: "0" });
  await expectBooks(shopId);
});
