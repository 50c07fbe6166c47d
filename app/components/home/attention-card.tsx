import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, Icon, InlineStack, Link, SkeletonBodyText, Text } from "@shopify/polaris";
import { AlertTriangleIcon, CheckCircleIcon, XIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { PriceChange } from "~/loyalty/rewards/price-today";
import { useFailureToast } from "../failed-action";
import { usePriceSentence } from "../rewards/price-changed";
import { useFormat, type Format } from "../use-format";
import { useLater } from "../use-later";

export interface AttentionFacts {
  parkedEvents: number; parkedMembers: number; featuresOff: Record<string, string>; missingScopes: string[]; failedImports: { kind: string; message: string | null }[];
  complianceOpen: number; exportsReady: number;
  ledger: { differences: number; place: string; checkedAt: string | Date } | null;
  deadJobs: { task: string; jobs: number }[];
  rewards: { poolFaults: number; discounts: { rewardId: bigint; title: string; fate: "ended" | "changed" | "deleted" }[]; oddDiscounts: number; leaked: number; usedTwice: number; waitingLong: number; closingLong: number };
}

/** What somebody should look at, each with where to go; nothing to do is said, too. */
export function AttentionCard({ facts, asOf, priceChanges }: { facts: AttentionFacts; /** When they were read. */ asOf: string; /** Told by Shopify, perhaps later than the page. */ priceChanges: Promise<PriceChange[]> | null }) {
  const { t } = useTranslation();
  const items = attentionItems(facts, t, useFormat());
  const changes = useLater(priceChanges);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">{t("home.attention.title")}</Text>
        {items.map((item) => <AttentionItem key={item.id} item={item} asOf={asOf} />)}
        <PriceItems changes={changes ?? []} />
        {items.length + (changes ?? []).length === 0 && (changes === undefined ? <SkeletonBodyText lines={1} /> : <NothingToDo />)}
      </BlockStack>
    </Card>
  );
}

function NothingToDo() {
  const { t } = useTranslation();
  return (
    <InlineStack gap="200" wrap={false} blockAlign="center">
      <div style={{ flex: "none" }}><Icon source={CheckCircleIcon} tone="success" /></div>
      <Text as="p" tone="subdued">{t("home.attention.none")}</Text>
    </InlineStack>
  );
}

function AttentionItem({ item: { id, text, url, action, retry, news = false }, asOf }: { item: Item; asOf?: string }) {
  return (
    <InlineStack gap="200" wrap={false} blockAlign="start">
      <div style={{ flex: "none" }}><Icon source={AlertTriangleIcon} tone="caution" /></div>
      <div style={{ flex: 1, minWidth: 0 }}>
        <BlockStack>
          <Text as="p" breakWord>{text}</Text>
          {url && <Link url={url}>{action}</Link>}
          {retry && <Retry intent={retry} />}
        </BlockStack>
      </div>
      {news && asOf && <PutAway item={id} text={text} readAt={asOf} />}
    </InlineStack>
  );
}

/** What has happened and is only to be known may go once it was read; what this page does not show yet stays. */
function PutAway({ item, text, readAt }: { item: string; text: string; readAt: string }) {
  const { t } = useTranslation();
  const fetcher = useFetcher();
  useFailureToast(fetcher);
  const put = () => fetcher.submit({ intent: "put_away", item, readAt }, { method: "post", encType: "application/json" });
  return <div style={{ flex: "none" }}><Button icon={XIcon} variant="tertiary" accessibilityLabel={t("home.attention.putAway", { text })} onClick={put} loading={fetcher.state !== "idle"} /></div>;
}

/** Free products that cost something else than their rewards take off. */
function PriceItems({ changes }: { changes: PriceChange[] }) {
  const { t } = useTranslation();
  const sentence = usePriceSentence();
  return changes.map((change) => (
    <AttentionItem key={String(change.rewardId)} item={{ id: `price-${change.rewardId}`, text: t("home.attention.price", { title: change.title, sentence: sentence(change) }), url: `/app/rewards/${change.rewardId}`, action: t("home.attention.toReward", { title: change.title }) }} />
  ));
}

/** One for all that failed of a kind. */
function Retry({ intent }: { intent: "retry_import" | "retry_jobs" }) {
  const { t } = useTranslation();
  const fetcher = useFetcher();
  useFailureToast(fetcher);
  const retry = () => fetcher.submit({ intent }, { method: "post", encType: "application/json" });
  return <div><Button size="slim" onClick={retry} loading={fetcher.state !== "idle"}>{t("home.attention.retry")}</Button></div>;
}

interface Item { id: string; text: string; url?: string; action?: string; retry?: "retry_import" | "retry_jobs"; /** Of something that has happened: it may be put away. */ news?: boolean }

function attentionItems(facts: AttentionFacts, t: ReturnType<typeof useTranslation>["t"], format: Format): Item[] {
  const events = { url: "/app/events", action: t("home.attention.toEvents") };
  return [
    ...(facts.ledger ? [ledgerItem(facts.ledger, t, format)] : []),
    ...(facts.deadJobs.length > 0 ? [{ id: "jobs", text: t("home.attention.deadJobs", { work: format.list(facts.deadJobs.map(({ task }) => t(`job.${task}`, { defaultValue: task }))) }), retry: "retry_jobs" as const }] : []),
    ...(facts.parkedEvents > 0 ? [{ id: "events", text: t("home.attention.parkedEvents", { count: facts.parkedEvents }), url: "/app/events?state=parked", action: events.action }] : []),
    ...(facts.parkedMembers > 0 ? [{ id: "members", text: t("home.attention.parkedMembers", { count: facts.parkedMembers }), ...events }] : []),
    ...rewardItems(facts.rewards, t),
    ...facts.failedImports.map((run, index, all) => ({ id: `import-${run.kind}`, text: t("home.attention.importFailed", { reason: run.message ?? "" }), retry: index === all.length - 1 ? "retry_import" as const : undefined })),
    ...Object.entries(facts.featuresOff).map(([feature, reason]) => ({
      id: `off-${feature}`, text: t("home.attention.featureOff", { feature: t(`feature.${feature}`, { defaultValue: feature.replaceAll("_", " ") }), reason }),
    })),
    ...(facts.missingScopes.length > 0 ? [{ id: "scopes", text: t("home.attention.scopes", { scopes: facts.missingScopes.join(", ") }) }] : []),
    ...(facts.complianceOpen > 0 ? [{ id: "compliance", text: t("home.attention.compliance", { count: facts.complianceOpen }), url: "/app/settings#privacy-requests", action: t("home.attention.toExports") }] : []),
    ...(facts.exportsReady > 0 ? [{ id: "exports", text: t("home.attention.exportsReady", { count: facts.exportsReady }), url: "/app/settings#privacy-requests", action: t("home.attention.toExports") }] : []),
  ];
}

/** What a member is named in is looked at on their page. */
function ledgerItem({ differences, place, checkedAt }: NonNullable<AttentionFacts["ledger"]>, t: ReturnType<typeof useTranslation>["t"], format: Format): Item {
  const member = /^member (\d+)/.exec(place)?.[1];
  return {
    id: "ledger", text: t("home.attention.ledger", { count: differences, date: format.dateTime(checkedAt), place }),
    ...(member && { url: `/app/members/${member}`, action: t("home.attention.toMember", { id: member }) }),
  };
}

function rewardItems({ poolFaults, discounts, oddDiscounts, leaked, usedTwice, waitingLong, closingLong }: AttentionFacts["rewards"], t: ReturnType<typeof useTranslation>["t"]): Item[] {
  const rewards = { url: "/app/rewards", action: t("home.attention.toRewards") };
  const codes = (query = "") => ({ url: `/app/codes${query}`, action: t("home.attention.toCodes") });
  return [
    ...(poolFaults > 0 ? [{ id: "pools", text: t("home.attention.poolFaults", { count: poolFaults }), ...rewards }] : []),
    ...discounts.map(({ rewardId, title, fate }) => ({ id: `discount-${rewardId}`, text: t(`home.attention.discount.${fate}`, { title }), url: `/app/rewards/${rewardId}`, action: t("home.attention.toReward", { title }), news: true })),
    ...(oddDiscounts > 0 ? [{ id: "odd", text: t("home.attention.oddDiscounts", { count: oddDiscounts }), ...codes(), news: true }] : []),
    ...(leaked > 0 ? [{ id: "leaked", text: t("home.attention.leaked", { count: leaked }), ...codes(), news: true }] : []),
    ...(usedTwice > 0 ? [{ id: "twice", text: t("home.attention.usedTwice", { count: usedTwice }), ...codes(), news: true }] : []),
    ...(waitingLong > 0 ? [{ id: "waiting", text: t("home.attention.waitingLong", { count: waitingLong }), ...codes("?status=held") }] : []),
    ...(closingLong > 0 ? [{ id: "closing", text: t("home.attention.closingLong", { count: closingLong }), ...codes("?status=closing") }] : []),
  ];
}
