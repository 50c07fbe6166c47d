import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/purchase.checkout.reductions.render-after";
import { render } from "preact";
import { useMemo } from "preact/hooks";
import { buyerApi } from "../../_shared/ui/buyer-api";
import { cardOf } from "../../_shared/ui/member-card";
import { wordsOf } from "../../_shared/ui/words";
import { MemberPanel } from "./member-panel";

declare const shopify: Api;

/** The member's codes and rewards, below the field for discount codes. */
export default function checkout(): void {
  render(<Checkout />, document.body);
}

function Checkout() {
  const { i18n, sessionToken, buyerIdentity, appMetafields, settings } = shopify;
  const api = useMemo(() => buyerApi(() => sessionToken.get()), []);
  const words = wordsOf(i18n);
  const card = cardOf(appMetafields.value);
  if (!buyerIdentity?.customer.value) return <Line>{words.t("guest")}</Line>;
  // Whoever the program is not for is not told of it while they pay.
  if (card && (card.state === "excluded" || card.state === "blocked")) return null;
  if (card?.state === "left") return <Line>{words.t("join")}</Line>;
  const { heading, hide_next_reward } = settings.value;
  return <MemberPanel api={api} card={card} heading={typeof heading === "string" ? heading : ""} showNext={hide_next_reward !== true} />;
}

const Line = ({ children }: { children: string }) => <s-text color="subdued">{children}</s-text>;
