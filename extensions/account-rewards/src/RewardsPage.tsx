import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/customer-account.page.render";
import { render } from "preact";
import { useMemo } from "preact/hooks";
import type { BuyerState } from "../../_shared/contract";
import { type BuyerApi, buyerApi } from "../../_shared/ui/buyer-api";
import { ProblemBanner } from "../../_shared/ui/problem-banner";
import { useRewards } from "../../_shared/ui/use-rewards";
import { type Words, wordsOf } from "../../_shared/ui/words";
import { Balance } from "./balance";
import { History } from "./history";
import { JoinSection } from "./join-section";
import { MyCodes } from "./my-codes";
import { Rewards } from "./rewards";
import { useMe } from "./use-me";
import { WaysToEarn } from "./ways-to-earn";

declare const shopify: Api;

export default function rewardsPage(): void {
  render(<RewardsPage />, document.body);
}

/** The member's page. Shopify hands no metafields to pages of the account: all of it is the app's answer. */
function RewardsPage() {
  const { i18n, sessionToken, settings } = shopify;
  const api = useMemo(() => buyerApi(() => sessionToken.get()), []);
  const { me, reload, join, joining } = useMe(api);
  const state = me.state === "ready" ? me.data : null;
  const program = state && "program" in state ? state.program : null;
  const words = wordsOf(i18n, program?.pointName);
  const { heading } = settings.value;
  return (
    <s-page heading={typeof heading === "string" && heading ? heading : words.t("heading")}>
      {me.state === "failed" && <ProblemBanner trouble={me.trouble} words={words} onRetry={reload} />}
      {me.state === "loading" && <s-section><s-skeleton-paragraph content={words.t("wait")} /></s-section>}
      {state?.state === "not_available" && <s-section><s-text>{words.t("closed")}</s-text></s-section>}
      {(state?.state === "not_enrolled" || state?.state === "guest") && <JoinSection words={words} joining={joining} onJoin={join} />}
      {state?.state === "member" && <Member api={api} state={state} words={words} onChanged={reload} />}
      {program && <WaysToEarn program={program} card={state?.state === "member" ? state.card : null} words={words} />}
    </s-page>
  );
}

type MemberState = Extract<BuyerState, { state: "member" }>;

function Member({ api, state, words, onChanged }: { api: BuyerApi; state: MemberState; words: Words; onChanged(): void }) {
  const buyer = useRewards(api, "account");
  const { loading } = buyer;
  const data = loading.state === "ready" ? loading.data : null;
  return (
    <>
      <Balance card={state.card} available={data?.available ?? state.card.available} words={words} />
      {loading.state === "loading" && <s-section><s-skeleton-paragraph content={words.t("wait")} /></s-section>}
      {loading.state === "failed" && <ProblemBanner trouble={loading.trouble} words={words} onRetry={buyer.reload} />}
      {buyer.problem && <ProblemBanner trouble={buyer.problem} words={words} />}
      {data && <MyCodes data={data} words={words} buyer={buyer} onChanged={onChanged} />}
      {data && <Rewards data={data} tiers={state.program.tiers} words={words} buyer={buyer} onChanged={onChanged} />}
      <History activity={state.activity} words={words} />
    </>
  );
}
