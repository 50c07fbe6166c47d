import { BlockStack, Box, Card, IndexTable, InlineStack, Text, useBreakpoints } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { OrderWait } from "~/loyalty/orders/order-wait";
import type { WorthStatus } from "~/loyalty/orders/order-worth";
import { RowLink } from "../row-link";
import { useFormat } from "../use-format";

export interface OrderRow {
  orderId: string; name: string; processedAt: Date; accrued: bigint; reversed: bigint; refusal: string | null; status: WorthStatus | null; wait: OrderWait | null;
}

/** The member's orders with what each is worth now; each leads to its why. */
export function MemberOrdersCard({ memberId, orders }: { memberId: bigint; orders: OrderRow[] }) {
  const { t } = useTranslation();
  const { smDown } = useBreakpoints();
  const format = useFormat();
  return (
    <Card padding="0">
      <Box padding="400"><Text as="h2" variant="headingMd">{t("member.orders.title")}</Text></Box>
      <IndexTable
        condensed={smDown} selectable={false} itemCount={orders.length} resourceName={{ singular: t("member.orders.one"), plural: t("member.orders.other") }}
        headings={[{ title: t("member.orders.order") }, { title: t("member.orders.date") }, { title: t("member.orders.result") }, { title: t("member.orders.points"), alignment: "end" }]}
        emptyState={<Box padding="400"><Text as="p" tone="subdued" alignment="center">{t("member.orders.empty")}</Text></Box>}
      >
        {orders.map((order, position) => (
          <IndexTable.Row id={order.orderId} key={order.orderId} position={position}>
            {smDown ? <Condensed order={order} memberId={memberId} /> : (
              <>
                <IndexTable.Cell><OrderLink order={order} memberId={memberId} /></IndexTable.Cell>
                <IndexTable.Cell><Text as="span" tone="subdued">{format.date(order.processedAt)}</Text></IndexTable.Cell>
                <IndexTable.Cell><OrderResult order={order} /></IndexTable.Cell>
                <IndexTable.Cell><Text as="p" alignment="end" numeric fontWeight="semibold">{format.number(order.accrued - order.reversed)}</Text></IndexTable.Cell>
              </>
            )}
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Card>
  );
}

interface RowProps { order: OrderRow; memberId: bigint }

function OrderLink({ order, memberId }: RowProps) {
  const { t } = useTranslation();
  return (
    <RowLink url={`/app/members/${memberId}/orders/${order.orderId}`} label={t("member.orders.why", { order: order.name })}>{order.name || `#${order.orderId}`}</RowLink>
  );
}

function Condensed({ order, memberId }: RowProps) {
  const format = useFormat();
  return (
    <Box padding="300" width="100%">
      <InlineStack align="space-between" wrap={false} gap="300">
        <BlockStack gap="050">
          <OrderLink order={order} memberId={memberId} />
          <Text as="span" variant="bodySm" tone="subdued">{format.date(order.processedAt)}</Text>
          <OrderResult order={order} />
        </BlockStack>
        <Text as="p" numeric fontWeight="semibold">{format.number(order.accrued - order.reversed)}</Text>
      </InlineStack>
    </Box>
  );
}

/** In one line, why the number beside is what it is. */
function OrderResult({ order }: { order: OrderRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = () => {
    if (order.wait) return t(`member.orders.wait.${order.wait}`);
    if (order.refusal) return t(`refusal.${order.refusal}`);
    if (order.status !== "earns") return t(`why.statusOf.${order.status}`);
    if (order.reversed > 0n) return t("member.orders.reversed", { accrued: format.number(order.accrued), reversed: format.number(order.reversed) });
    return order.accrued > 0n ? t("member.orders.earned") : t("member.orders.nothing");
  };
  return <div style={{ whiteSpace: "normal" }}><Text as="span" tone="subdued">{text()}</Text></div>;
}
