import { InlineStack, Link } from "@shopify/polaris";

/** Orders that showed a code, each leading to Shopify. */
export function OrderLinks({ orders }: { orders: { orderId: string; name: string }[] }) {
  return (
    <InlineStack align="start" gap="200">
      {orders.map(({ orderId, name }) => <Link key={orderId} url={`shopify://admin/orders/${orderId}`} target="_top">{name}</Link>)}
    </InlineStack>
  );
}
