import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFailureToast } from "../failed-action";
import { useFormat } from "../use-format";

interface Props { members: { memberId: bigint; customerId: string | null; reason: string; attempts: number; requestedAt: Date }[] }

/** Customers whose card or tier tag Shopify refused: why, and trying again. */
export function ParkedMembersCard({ members }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher();
  useFailureToast(fetcher);
  const retry = (ids: bigint[]) => fetcher.submit({ intent: "retry_members", ids: ids.map(String) } as never, { method: "post", encType: "application/json" });
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">{t("events.members.title", { count: members.length })}</Text>
          <Button onClick={() => retry(members.map((member) => member.memberId))} loading={fetcher.state !== "idle"}>{t("events.members.retryAll")}</Button>
        </InlineStack>
        {members.map((member) => (
          <InlineStack key={String(member.memberId)} align="space-between" blockAlign="start" gap="300" wrap={false}>
            <BlockStack>
              <Link url={`/app/members/${member.memberId}`}>{t("members.customer", { id: member.customerId ?? "–" })}</Link>
              <Text as="p" variant="bodySm" tone="critical" breakWord>{member.reason}</Text>
              <Text as="p" variant="bodySm" tone="subdued">{format.dateTime(member.requestedAt)} · {t("events.members.attempts", { count: member.attempts })}</Text>
            </BlockStack>
            <Button size="slim" onClick={() => retry([member.memberId])}>{t("events.members.retry")}</Button>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
