import { BlockStack, Box, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CancelModal } from "../codes/cancel-modal";
import { RedemptionItem, type ShownRedemption } from "../codes/redemption-item";

interface Props { customerId: string | null; redemptions: { rows: ShownRedemption[]; next: bigint | null } }

/** What the member turned points into, each with its path. */
export function MemberRedemptionsCard({ customerId, redemptions: { rows, next } }: Props) {
  const { t } = useTranslation();
  const [canceling, setCanceling] = useState<ShownRedemption | null>(null);
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">{t("member.redemptions.title")}</Text>
          {rows.length === 0 && <Text as="p" tone="subdued">{t("member.redemptions.empty")}</Text>}
        </BlockStack>
      </Box>
      {rows.map((redemption) => (
        <Box key={String(redemption.redemptionId)} padding="400" borderBlockStartWidth="025" borderColor="border-secondary"><RedemptionItem redemption={redemption} onCancel={setCanceling} /></Box>
      ))}
      {next !== null && customerId && <Box padding="400"><InlineStack align="center"><Link url={`/app/codes?q=${customerId}`}>{t("member.redemptions.all")}</Link></InlineStack></Box>}
      {canceling && <CancelModal redemption={canceling} onClose={() => setCanceling(null)} />}
    </Card>
  );
}
