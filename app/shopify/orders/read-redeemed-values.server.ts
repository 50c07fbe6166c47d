import type { AdminClient } from "../client/admin-client.server";
import { PAYMENTS } from "../documents/orders.graphql";
import { decimalMinor } from "../parse/money";
import { paysWithRedeemed } from "../parse/order-source";

interface Transaction { kind: string; status: string; gateway: string | null; amountSet: { shopMoney: { amount: string; currencyCode: string } } }
interface Answer { nodes: ({ transactions?: Transaction[] } | null)[] }

const A_CALL = 20;
/** Payments that most orders stay below; one that reaches them is read again by itself, with all that Shopify keeps. */
const USUAL = 10;
const ALL = 100;

/**
 * What of each order was paid by gift card or store credit, in minor units of the shop's currency; orders that are not to be seen are left out.
 * Money given back does not lessen it: the refund takes its goods out of the order.
 * @throws ShopifyFault
 */
export async function readRedeemedValues(client: AdminClient, orderIds: readonly string[]): Promise<Map<string, number>> {
  const values = new Map<string, number>();
  for (let from = 0; from < orderIds.length; from += A_CALL) {
    const ids = orderIds.slice(from, from + A_CALL);
    for (const [orderId, transactions] of await read(client, ids, USUAL)) {
      const whole = transactions.length < USUAL ? transactions : (await read(client, [orderId], ALL)).get(orderId) ?? transactions;
      values.set(orderId, redeemedOf(whole));
    }
  }
  return values;
}

async function read(client: AdminClient, orderIds: readonly string[], most: number): Promise<Map<string, Transaction[]>> {
  const { nodes } = await client.run<Answer>(PAYMENTS, { ids: orderIds.map((id) => `gid://shopify/Order/${id}`), most });
  return new Map(orderIds.flatMap((id, i) => (nodes[i]?.transactions ? [[id, nodes[i]!.transactions!] as const] : [])));
}

function redeemedOf(transactions: readonly Transaction[]): number {
  const paying = transactions.filter(({ kind, status, gateway }) => (kind === "SALE" || kind === "CAPTURE") && status === "SUCCESS" && paysWithRedeemed([gateway ?? ""]));
  return paying.reduce((sum, { amountSet: { shopMoney } }, i) => sum + decimalMinor(shopMoney.amount, shopMoney.currencyCode, `transactions[${i}].amount`), 0);
}
