import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { adminAction, adminLoader } from "~/admin/admin-route.server";
import { priceChanges } from "~/admin/price-changes.server";
import { RewardTable } from "~/components/rewards/reward-table";
import { RewardProposals } from "~/components/rewards/reward-proposals";
import { badInput, parseCommand } from "~/forms/parse-command.server";
import { proposeRewards } from "~/loyalty/rewards/propose-rewards";
import { rewardStanding } from "~/loyalty/rewards/reward-standing";
import { orderRewards } from "~/operations/rewards/order-rewards.server";
import { retryPools } from "~/operations/rewards/retry-pools.server";
import { MOST_REWARDS } from "~/operations/rewards/save-reward.server";
import { rewardList } from "~/store/admin-reads/reward-list.server";
import { programInForce } from "~/store/program/program-in-force.server";

export { keepPage as clientAction, unlessFailed as shouldRevalidate } from "~/components/failed-action";
export { PageErrorBoundary as ErrorBoundary } from "~/components/page-error-boundary";

export const loader = adminLoader(async ({ shop, shopId, now }) => {
  const [list, program] = await Promise.all([rewardList(shopId), programInForce(shopId, now)]);
  const known = list.map((reward) => ({ ...reward, standing: rewardStanding(reward, now.toISOString()) }));
  const open = known.filter(({ standing }) => standing !== "ended");
  // One whose last day is over stands with those that were ended.
  const rewards = [...open, ...known.filter(({ standing }) => standing === "ended")];
  return {
    rewards,
    rate: program.earn.rate,
    priceChanges: priceChanges(shop, open),
    full: open.length >= MOST_REWARDS ? MOST_REWARDS : null,
    proposals: rewards.length === 0 ? proposeRewards(program, shop.currency) : [],
  };
});

const id = z.string().regex(/^\d{1,18}$/, "expected an id");
const commandSchema = z.discriminatedUnion("intent", [
  z.strictObject({ intent: z.literal("order"), ids: z.array(id).min(1).max(200) }),
  z.strictObject({ intent: z.literal("retry"), id }),
]);

export const action = adminAction(async ({ request, shopId, actor, now }) => {
  const command = await parseCommand(request, commandSchema);
  if (command.intent === "retry") return { ok: true as const, tried: await retryPools(shopId, { rewardId: BigInt(command.id) }) };
  if (new Set(command.ids).size !== command.ids.length) throw badInput(`ids ${command.ids.join(",")}: expected every reward once`);
  await orderRewards(shopId, { rewardIds: command.ids.map(BigInt), actor }, now);
  return { ok: true as const };
});

export default function Rewards() {
  const { t } = useTranslation();
  const { rewards, rate, priceChanges, full, proposals } = useLoaderData<typeof loader>();
  return (
    <Page title={t("nav.rewards")} subtitle={t("rewards.subtitle")} primaryAction={{ content: t("rewards.create"), url: "/app/rewards/new", disabled: full !== null }} secondaryActions={[{ content: t("nav.codes"), url: "/app/codes" }]}>
      <BlockStack gap="400">
        {full !== null && <Banner tone="info">{t("rewards.full", { most: full })}</Banner>}
        {rewards.length === 0 ? <RewardProposals proposals={proposals} rate={rate} /> : <RewardTable rewards={rewards} rate={rate} priceChanges={priceChanges} />}
      </BlockStack>
    </Page>
  );
}
