import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/customer-account.profile.block.render";
import { render } from "preact";
import { useMemo } from "preact/hooks";
import { buyerApi } from "../../_shared/ui/buyer-api";
import { wordsOf } from "../../_shared/ui/words";
import { useMe } from "./use-me";

declare const shopify: Api;

export default function profileBlock(): void {
  render(<ProfileBlock />, document.body);
}

/** In short; everything else stands on the page it leads to. */
function ProfileBlock() {
  const { i18n, sessionToken, settings } = shopify;
  const api = useMemo(() => buyerApi(() => sessionToken.get()), []);
  const { me } = useMe(api);
  const state = me.state === "ready" ? me.data : null;
  const words = wordsOf(i18n, state && "program" in state ? state.program.pointName : null);
  if (state?.state === "not_available") return null;
  const card = state?.state === "member" ? state.card : null;
  const { heading } = settings.value;
  return (
    <s-section heading={typeof heading === "string" && heading ? heading : words.t("heading")}>
      <s-stack gap="base">
        {card && (
          <s-stack direction="inline" gap="base" alignItems="center">
            <s-text type="strong">{words.points(card.available)}</s-text>
            <s-badge>{card.tier.name}</s-badge>
          </s-stack>
        )}
        {me.state === "loading" && <s-skeleton-paragraph content={words.t("wait")} />}
        {state?.state === "not_enrolled" && <s-text>{words.t("join.text")}</s-text>}
        <s-link href="extension:account-rewards/">{words.t("to_page")}</s-link>
      </s-stack>
    </s-section>
  );
}
