import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/customer-account.order-status.block.render";
import { render } from "preact";
import { cardOf } from "../../_shared/ui/member-card";
import { numberOf } from "./number-of";
import { OrderPanel } from "./order-panel";

declare const shopify: Api;

export default function orderStatus(): void {
  render(<OrderStatus />, document.body);
}

/** An order's page opened from an email shows to anybody who has the link: points are for who signed in. */
function OrderStatus() {
  const { order, authenticatedAccount, appMetafields, settings } = shopify;
  return <OrderPanel host={shopify} orderId={numberOf(order.value?.id)} signedIn={Boolean(authenticatedAccount.customer.value)} card={cardOf(appMetafields.value)} settings={settings.value} />;
}
