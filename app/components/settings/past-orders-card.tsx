import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ALL_ORDERS_SCOPE } from "~/loyalty/orders/all-orders-scope";
import { FailureBanner } from "../failed-action";
import { useFormat } from "../use-format";
import { useRefreshWhile } from "../use-refresh-while";
import { useAskForScope } from "./use-ask-for-scope";

export interface PastOrdersState { run: { state: "waiting" | "running" | "done" | "failed"; read: number; whole: boolean } | null; granted: boolean }

/** What is known of the shop's past, what more of it would be for, and the question to the merchant that it takes. */
export function PastOrdersCard({ state: { run, granted } }: { state: PastOrdersState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher();
  const { asked, ask } = useAskForScope(ALL_ORDERS_SCOPE, () => fetcher.submit({ intent: "scopes_granted" }, { method: "post", action: "/app?index", encType: "application/json" }));
  // Right after the install the job has not begun.
  const reading = run === null || run.state === "waiting" || run.state === "running";
  // Granted, and the reading of all of them has not ended yet.
  const toCome = granted && run?.state !== "failed" && !(run?.whole && run.state === "done");
  useRefreshWhile(toCome || reading);
  const read = format.number(run?.read ?? 0);
  return (
    <div id="past-orders"><Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">{t("pastOrders.title")}</Text>
        <FailureBanner answer={fetcher.data} />
        {run?.state === "failed" ? <Text as="p">{t("pastOrders.stopped")}</Text>
          : toCome || reading ? <Text as="p">{t(granted ? "pastOrders.readingAll" : "pastOrders.reading", { read })}</Text>
          : <Text as="p">{t(run.whole ? "pastOrders.all" : "pastOrders.recent", { count: run.read, read })}</Text>}
        {!granted && <Text as="p">{t("pastOrders.why")}</Text>}
        {!granted && <InlineStack><Button onClick={ask} loading={asked.outcome === "asking" || fetcher.state !== "idle"}>{t("pastOrders.ask")}</Button></InlineStack>}
        {!granted && asked.outcome === "refused" && <Banner>{t("pastOrders.refused")}</Banner>}
        {asked.outcome === "failed" && <Banner tone="warning">{t("pastOrders.failed", { reason: asked.reason })}</Banner>}
      </BlockStack>
    </Card></div>
  );
}
