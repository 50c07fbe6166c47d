import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";
import { OrderLinks } from "./order-links";

interface Incident { codeId: bigint; codeEnd: string; kind: "leaked" | "used_twice"; reward: string; memberId: bigint | null; seenAt: Date; orders: { orderId: string; name: string }[] }

/** Codes that were used as none should be, with the orders to look at. */
export function CodeIncidentsCard({ incidents }: { incidents: Incident[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">{t("codes.incidents.title")}</Text>
          <Text as="p" tone="subdued">{t("codes.incidents.body")}</Text>
        </BlockStack>
        {incidents.map((incident) => (
          <BlockStack gap="100" key={String(incident.codeId)}>
            <InlineStack gap="200" blockAlign="center">
              <Badge tone="critical">{t(`codes.incidents.kind.${incident.kind}`)}</Badge>
              <Text as="span" fontWeight="semibold" breakWord>{`••••${incident.codeEnd} · ${incident.reward}`}</Text>
            </InlineStack>
            <Text as="p">{t(`codes.incidents.what.${incident.kind}`, { date: format.dateTime(incident.seenAt) })}</Text>
            <InlineStack gap="300">
              <OrderLinks orders={incident.orders} />
              {incident.memberId !== null && <Link url={`/app/members/${incident.memberId}`}>{t("codes.incidents.member")}</Link>}
            </InlineStack>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
