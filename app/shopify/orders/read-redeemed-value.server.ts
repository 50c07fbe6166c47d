import type { AdminClient } from "../client/admin-client.server";
import { PAYMENTS } from "../documents/orders.graphql";
import { decimalMinor } from "../parse/money";
import { paysWithRedeemed } from "../parse/order-source";

interface Transaction { kind: string; status: string; gateway: string | null; amountSet: { shopMoney: { amount: string; currencyCode: string } } }

/**
 * What of an order was paid by gift card or store credit, in minor units of the shop's currency; null when the order is not to be seen.
 * Money given back does not lessen it: the refund takes its goods out of the order.
 * @throws ShopifyFault
 */
export async function readRedeemedValue(client: AdminClient, orderId: string): Promise<number | null> {
  const { order } = await client.run<{ order: { transactions: Transaction[] } | null }>(PAYMENTS, { id: `gid://shopify/Order/${orderId}` });
  if (!order) return null;
  const paying = order.transactions.filter(({ kind, status, gateway }) => (kind === "SALE" || kind === "CAPTURE") && status === "SUCCESS" && paysWithRedeemed([gateway ?? ""]));
  return paying.reduce((sum, { amountSet: { shopMoney } }, i) => sum + decimalMinor(shopMoney.amount, shopMoney.currencyCode, `transactions[${i}].amount`), 0);
}
