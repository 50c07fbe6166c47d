import { useLoaderData } from "@remix-run/react";
import { BlockStack, Layout, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { adminAction, adminLoader } from "~/admin/admin-route.server";
import { missingScopes } from "~/admin/missing-scopes.server";
import { priceChanges } from "~/admin/price-changes.server";
import { AttentionCard } from "~/components/home/attention-card";
import { ImportProgressCard } from "~/components/home/import-progress";
import { KpiStrip, type Kpi } from "~/components/home/kpi-strip";
import { LiabilityCard } from "~/components/home/liability-card";
import { onboardingAfter, onboardingOf } from "~/components/home/onboarding";
import { PointsChartCard } from "~/components/home/points-chart-card";
import { ProgramStatusCard } from "~/components/home/program-status-card";
import { SetupGuide } from "~/components/home/setup-guide";
import { SETUP_STEPS } from "~/components/home/setup-steps";
import { TierShares } from "~/components/home/tier-shares";
import { useRateText } from "~/components/use-rate-text";
import { useFormat, type Format } from "~/components/use-format";
import { env } from "~/env.server";
import { badInput, parseCommand } from "~/forms/parse-command.server";
import { readsAllOrders } from "~/loyalty/orders/all-orders-scope";
import { rewardStanding } from "~/loyalty/rewards/reward-standing";
import { localDate, startOfLocalDay } from "~/loyalty/time/local-day";
import { launchProgram } from "~/operations/program/launch-program.server";
import { takeBackLaunch } from "~/operations/program/take-back-launch.server";
import { putAway } from "~/operations/shop/put-away.server";
import { retryJobs } from "~/operations/shop/retry-jobs.server";
import { updateScopesNow } from "~/operations/shop/update-scopes.server";
import { retryImport } from "~/operations/shop/retry-import.server";
import { saveOnboarding } from "~/operations/shop/save-onboarding.server";
import { attention } from "~/store/admin-reads/attention.server";
import { homeFigures, pointsByDay, type HomeFigures } from "~/store/admin-reads/home-figures.server";
import { readFor } from "~/store/in-transaction.server";
import { programInForce } from "~/store/program/program-in-force.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { rewardsOnOffer } from "~/store/rewards/reward-rows.server";

export { keepPage as clientAction, unlessFailed as shouldRevalidate } from "~/components/failed-action";
export { PageErrorBoundary as ErrorBoundary } from "~/components/page-error-boundary";

export const loader = adminLoader(async ({ shop, shopId, now }) => {
  const [program, figures, facts, rewards] = await Promise.all([programInForce(shopId, now), homeFigures(shopId, now), attention(shopId, shop.domain, now), readFor(shopId, rewardsOnOffer)]);
  const { earn, tiers, worth, returnWindow } = program;
  return {
    apiKey: env.SHOPIFY_API_KEY,
    asOf: now.toISOString(),
    figures, attention: { ...facts, arrivedUntil: facts.arrivedUntil?.toISOString() ?? null, missingScopes: missingScopes(shop.scopes) },
    program: { rate: earn.rate, ladder: tiers.ladder.map(({ handle, name }) => ({ handle, name })), worth, returnWindowDays: returnWindow.days },
    setup: {
      ...onboardingOf(shop.onboarding), programSaved: program.version > 1, hasRewards: figures.hasRewards, testCustomers: shop.testCustomers.length, allOrders: readsAllOrders(shop.scopes), days: { install: localDate((shop.installedAt ?? now).toISOString(), shop.timezone), today: localDate(now.toISOString(), shop.timezone) }, launchedAt: shop.launchedAt?.toISOString() ?? null,
    },
    priceChanges: priceChanges(shop, rewards.filter((reward) => rewardStanding(reward, now.toISOString()) !== "ended")),
    // The picture may come later than the page.
    chart: pointsByDay(shopId, { now, timeZone: shop.timezone, days: 90 }),
  };
});

const commandSchema = z.discriminatedUnion("intent", [
  z.strictObject({ intent: z.literal("launch"), from: z.iso.datetime().optional(), since: z.iso.date().optional() }),
  z.strictObject({ intent: z.literal("unlaunch") }),
  z.strictObject({ intent: z.enum(["retry_import", "retry_jobs"]) }),
  z.strictObject({ intent: z.literal("scopes_granted") }),
  z.strictObject({ intent: z.literal("put_away"), item: z.string().regex(/^(?:discount-\d{1,18}|odd|leaked|twice)$/), readAt: z.iso.datetime() }),
  z.strictObject({ intent: z.enum(["dismiss_setup", "resume_setup"]) }),
  z.strictObject({ intent: z.literal("tick_setup"), step: z.enum(SETUP_STEPS) }),
]);

export const action = adminAction(async ({ request, shop, shopId, actor, now }) => {
  const command = await parseCommand(request, commandSchema);
  switch (command.intent) {
    case "launch": await launchProgram(shopId, { actor, from: launchMoment(command, shop, now) }, now); break;
    case "unlaunch": await takeBackLaunch(shopId, { actor }, now); break;
    case "retry_import": await retryImport(shopId); break;
    case "retry_jobs": await retryJobs(shopId); break;
    case "scopes_granted": await updateScopesNow(shop); break;
    case "put_away": await putAway(shopId, { item: command.item, actor, readAt: new Date(command.readAt) }, now); break;
    case "dismiss_setup": case "resume_setup": case "tick_setup": await saveOnboarding(shopId, onboardingAfter(onboardingOf(shop.onboarding), command));
  }
  return { ok: true };
});

/**
 * Orders placed before count for tiers only. `since` is a day of the shop, which begins with the install where that is later: what was
 * read of the time before is of the past for good. @throws data response 400 for a moment to come.
 */
function launchMoment({ from, since }: { from?: string | undefined; since?: string | undefined }, { timezone, installedAt }: Shop, now: Date): Date {
  const begun = since === undefined ? null : new Date(startOfLocalDay(since, timezone));
  const moment = begun ? (installedAt && installedAt > begun ? installedAt : begun) : from === undefined ? now : new Date(from);
  if (moment > now) throw badInput(`${since === undefined ? `from ${from}` : `since ${since}`}: expected a moment that is over`);
  return moment;
}

export default function Home() {
  const { t } = useTranslation();
  const format = useFormat();
  const rateText = useRateText();
  const { apiKey, asOf, figures, attention: facts, priceChanges, program, setup, chart } = useLoaderData<typeof loader>();
  const launch = { launchedAt: setup.launchedAt, ratePerUnit: rateText(program.rate), returnWindowDays: program.returnWindowDays, days: setup.days };
  const { pockets } = figures;
  const setting = setup.launchedAt === null && !setup.dismissed;
  return (
    <Page title={t("home.title")}>
      <Layout>
        {setting && <Layout.Section><SetupGuide facts={setup} launch={launch} apiKey={apiKey} /></Layout.Section>}
        <Layout.Section><KpiStrip kpis={kpis(figures, t, format)} /></Layout.Section>
        <Layout.Section>
          <BlockStack gap="400">
            <ImportProgressCard runs={facts.imports} waitingEvents={facts.waitingEvents} handledLastMinute={facts.handledLastMinute}
              arrived={setup.launchedAt && facts.arrivedUntil ? { since: setup.launchedAt, until: facts.arrivedUntil, now: asOf } : null} />
            <AttentionCard facts={{ ...facts, failedImports: facts.imports.filter((run) => run.state === "failed") }} priceChanges={priceChanges} asOf={asOf} />
            <PointsChartCard chart={chart} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            {!setting && <ProgramStatusCard launch={launch} apiKey={apiKey} />}
            <LiabilityCard outstanding={pockets.available + pockets.pending + pockets.held} worth={program.worth} />
            <TierShares tiers={program.ladder.map((tier) => ({ ...tier, members: figures.membersByTier[tier.handle] ?? 0 }))} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function kpis({ members, pockets, last30Days }: Figures, t: ReturnType<typeof useTranslation>["t"], format: Format): Kpi[] {
  return [
    { id: "members", label: t("home.kpi.members"), value: format.number(members) },
    { id: "issued", label: t("home.kpi.issued"), value: format.number(last30Days.issued), note: t("home.kpi.reversed", { points: format.number(last30Days.reversed) }) },
    { id: "orders", label: t("home.kpi.orders"), value: format.number(last30Days.ordersThatEarned) },
    { id: "redeemed", label: t("home.kpi.redeemed"), value: format.number(last30Days.redeemed) },
    { id: "available", label: t("home.kpi.available"), value: format.number(pockets.available) },
    { id: "pending", label: t("home.kpi.pending"), value: format.number(pockets.pending) },
  ];
}
type Figures = Pick<HomeFigures, "members" | "pockets" | "last30Days">;
