import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { leftToGive, type Counted } from "~/loyalty/rewards/left-to-give";
import type { PausedReason, Reward } from "~/loyalty/rewards/reward";
import type { RewardStanding } from "~/loyalty/rewards/reward-standing";
import { useFailureToast } from "../failed-action";
import { useFormat } from "../use-format";

export interface Pools { count: number; ready: number; preparing: boolean; waiting: number; fault: string | null }
interface Props { reward: Counted & { rewardId: bigint; standing: RewardStanding; pausedReason: PausedReason | null; terms: Pick<Reward, "price">; pools: Pools } }

const WRAPS = { whiteSpace: "normal", minWidth: 140 } as const;

/** How the codes of a reward stand: what can be handed out at once, what is on its way, or why Shopify gives none. */
export function PoolState({ reward }: Props) {
  const { rewardId, standing, pausedReason, terms, pools } = reward;
  const { t } = useTranslation();
  const format = useFormat();
  if (standing === "ended") return <Text as="span" tone="subdued">–</Text>;
  if (pools.fault !== null) return <Fault rewardId={rewardId} fault={pools.fault} />;
  if (pausedReason !== null) return <div style={WRAPS}><Text as="span" tone="caution">{t(`rewards.pool.paused.${pausedReason}`)}</Text></div>;
  const left = leftToGive(reward);
  if (left === 0n && pools.waiting === 0) return <Text as="span" tone="caution">{t("rewards.pool.noneLeft")}</Text>;
  const parts = [
    ...(left === null ? [] : [t("rewards.pool.left", { count: Number(left), left: format.number(left) })]),
    ...(pools.ready > 0 ? [t("rewards.pool.ready", { count: pools.ready, codes: format.number(pools.ready) })] : []),
    ...(pools.preparing ? [t("rewards.pool.preparing")] : []),
    ...(pools.waiting > 0 ? [t("rewards.pool.waiting", { count: pools.waiting, members: format.number(pools.waiting) })] : []),
  ];
  if (pools.ready === 0 && !pools.preparing && pools.waiting === 0) parts.push(t(noDiscount(terms, pools)));
  return <div style={WRAPS}><Text as="span" tone="subdued">{parts.join(" · ")}</Text></div>;
}

/** Steps of a slider have their discount made when somebody wants them; one price has its own from the beginning, unless that was taken away or has given all its codes. */
const noDiscount = ({ price }: Pick<Reward, "price">, { count }: Pools) => (price.kind === "slider" || count > 0 ? "rewards.pool.onDemand" : "rewards.pool.nextDiscount");

/** Why Shopify gives no codes, with a way to ask again. */
export function PoolFaultBanner({ rewardId, fault }: { rewardId: bigint; fault: string }) {
  const { t } = useTranslation();
  const { retry, asking } = useRetry(rewardId);
  return <Banner tone="critical" action={{ content: t("failure.again"), onAction: retry, loading: asking }}>{t("rewards.pool.fault", { reason: fault })}</Banner>;
}

function useRetry(rewardId: bigint) {
  const fetcher = useFetcher();
  useFailureToast(fetcher);
  const retry = () => fetcher.submit({ intent: "retry", id: String(rewardId) }, { method: "post", action: "/app/rewards", encType: "application/json" });
  return { retry, asking: fetcher.state !== "idle" };
}

function Fault({ rewardId, fault }: { rewardId: bigint; fault: string }) {
  const { t } = useTranslation();
  const { retry, asking } = useRetry(rewardId);
  return (
    <div style={{ whiteSpace: "normal", maxWidth: 320 }} onClick={(event) => event.stopPropagation()}>
      <BlockStack gap="100">
        <Text as="p" tone="critical">{t("rewards.pool.fault", { reason: fault })}</Text>
        <div><Button size="slim" onClick={retry} loading={asking}>{t("failure.again")}</Button></div>
      </BlockStack>
    </div>
  );
}
