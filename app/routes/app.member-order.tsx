import { data } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Card, Layout, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { adminLoader } from "~/admin/admin-route.server";
import { orderWhy } from "~/components/order/order-why";
import { ReasonList } from "~/components/order/reason-list";
import { WhyLines } from "~/components/order/why-lines";
import { WhySummary } from "~/components/order/why-summary";
import { useFormat } from "~/components/use-format";
import { idParam } from "~/forms/parse-command.server";
import { orderWait } from "~/loyalty/orders/order-wait";
import { earnsUnread } from "~/loyalty/orders/unread-payments";
import { memberOrder } from "~/store/admin-reads/member-orders.server";
import { programInForce } from "~/store/program/program-in-force.server";

export { PageErrorBoundary as ErrorBoundary } from "~/components/page-error-boundary";

export const loader = adminLoader(async ({ params, shop, shopId, now }) => {
  const memberId = idParam(params.memberId);
  const order = await memberOrder(shopId, memberId, String(idParam(params.orderId)));
  if (!order) throw data({ code: "not_found" }, { status: 404 });
  const program = await programInForce(shopId, now);
  const { fact, basis, accrued, reversed, seen, needs } = order;
  const why = basis ? orderWhy(fact, basis) : null;
  return {
    memberId, accrued, reversed, why,
    paymentsUnread: basis !== null && earnsUnread(fact, basis),
    wait: orderWait({ seen, processedAt: fact.processedAt, status: why?.status ?? null, needs }, shop.launchedAt?.toISOString() ?? null),
    order: { orderId: fact.orderId, name: fact.name, processedAt: fact.processedAt, refunds: fact.refunds.length },
    tierNames: Object.fromEntries(program.tiers.ladder.map(({ handle, name }) => [handle, name])),
  };
});

/** Why an order earned what it earned: each rule, matched or skipped, and each line with its rate. */
export default function MemberOrder() {
  const { t } = useTranslation();
  const format = useFormat();
  const { memberId, order, why, wait, paymentsUnread, accrued, reversed, tierNames } = useLoaderData<typeof loader>();
  const stopped = why?.reasons.filter((reason) => reason.rule === why.refusal) ?? [];
  return (
    <Page
      title={t("why.title", { order: order.name || `#${order.orderId}` })}
      subtitle={order.processedAt ? format.dateTime(order.processedAt) : undefined}
      backAction={{ content: t("why.back"), url: `/app/members/${memberId}` }}
      secondaryActions={[{ content: t("why.openOrder"), url: `shopify://admin/orders/${order.orderId}`, target: "_top" }]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {wait && <Banner tone="info" title={t(`why.wait.${wait}.title`)}>{t(`why.wait.${wait}.body`)}</Banner>}
            {paymentsUnread && <Banner tone="warning" title={t("why.paymentsUnread.title")}>{t("why.paymentsUnread.body")}</Banner>}
            {why && stopped.length > 0 && <Banner tone="warning" title={t("why.refused")}><ReasonList reasons={stopped} refusal={why.refusal} tierNames={tierNames} /></Banner>}
            {why && <WhyLines why={why} tierNames={tierNames} />}
          </BlockStack>
        </Layout.Section>
        {why && (
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <WhySummary why={why} accrued={accrued} reversed={reversed} refunds={order.refunds} tierNames={tierNames} />
              <Card>
                <BlockStack gap="300">
                  <Text as="h2" variant="headingMd">{t("why.rules")}</Text>
                  <ReasonList reasons={why.reasons} refusal={why.refusal} tierNames={tierNames} />
                </BlockStack>
              </Card>
            </BlockStack>
          </Layout.Section>
        )}
      </Layout>
    </Page>
  );
}
