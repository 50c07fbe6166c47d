import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { RewardStanding } from "~/loyalty/rewards/reward-standing";
import { useFailureToast } from "../failed-action";
import { useFormat } from "../use-format";

export interface Pools { count: number; ready: number; preparing: boolean; waiting: number; fault: string | null }
interface Props { reward: { rewardId: bigint; standing: RewardStanding; pools: Pools } }

/** How the codes of a reward stand: what can be handed out at once, what is on its way, or why Shopify gives none. */
export function PoolState({ reward: { rewardId, standing, pools } }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (standing === "ended") return <Text as="span" tone="subdued">–</Text>;
  if (pools.fault !== null) return <Fault rewardId={rewardId} fault={pools.fault} />;
  const parts = [
    ...(pools.ready > 0 ? [t("rewards.pool.ready", { count: pools.ready, codes: format.number(pools.ready) })] : []),
    ...(pools.preparing ? [t("rewards.pool.preparing")] : []),
    ...(pools.waiting > 0 ? [t("rewards.pool.waiting", { count: pools.waiting, members: format.number(pools.waiting) })] : []),
  ];
  return <Text as="span" tone="subdued">{parts.length > 0 ? parts.join(" · ") : t("rewards.pool.onDemand")}</Text>;
}

function Fault({ rewardId, fault }: { rewardId: bigint; fault: string }) {
  const { t } = useTranslation();
  const fetcher = useFetcher();
  useFailureToast(fetcher);
  const retry = () => fetcher.submit({ intent: "retry", id: String(rewardId) }, { method: "post", action: "/app/rewards", encType: "application/json" });
  return (
    <div style={{ whiteSpace: "normal", maxWidth: 320 }} onClick={(event) => event.stopPropagation()}>
      <BlockStack gap="100">
        <Text as="p" tone="critical">{t("rewards.pool.fault", { reason: fault })}</Text>
        <div><Button size="slim" onClick={retry} loading={fetcher.state !== "idle"}>{t("failure.again")}</Button></div>
      </BlockStack>
    </div>
  );
}
