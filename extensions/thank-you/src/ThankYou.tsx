import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/purchase.thank-you.block.render";
import { render } from "preact";
import { cardOf } from "../../_shared/ui/member-card";
import { numberOf } from "./number-of";
import { OrderPanel } from "./order-panel";

declare const shopify: Api;

export default function thankYou(): void {
  render(<ThankYou />, document.body);
}

function ThankYou() {
  const { orderConfirmation, buyerIdentity, appMetafields, settings } = shopify;
  return <OrderPanel host={shopify} orderId={numberOf(orderConfirmation.value?.order.id)} signedIn={Boolean(buyerIdentity?.customer.value)} card={cardOf(appMetafields.value)} settings={settings.value} />;
}
