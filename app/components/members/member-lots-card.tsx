import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";

interface Lot { lotId: bigint; orderName: string | null; pending: bigint; free: bigint; earnedAt: Date; releaseAt: Date | null; expiresAt: Date | null }

/** What will happen to which points, and when: releases first, then expiries; spendable points that never expire are one line. */
export function MemberLotsCard({ lots }: { lots: Lot[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const pending = lots.filter((lot) => lot.pending > 0n);
  const expiring = lots.filter((lot) => lot.free > 0n && lot.expiresAt !== null);
  const staying = lots.filter((lot) => lot.free > 0n && lot.expiresAt === null).reduce((sum, lot) => sum + lot.free, 0n);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">{t("member.lots.title")}</Text>
        {lots.length === 0 && <Text as="p" tone="subdued">{t("member.lots.empty")}</Text>}
        {pending.map((lot) => (
          <LotLine key={String(lot.lotId)} points={lot.pending} from={lot.orderName}
            text={lot.releaseAt ? t("member.lots.release", { date: format.date(lot.releaseAt) }) : t("member.lots.waiting")} />
        ))}
        {expiring.map((lot) => (
          <LotLine key={String(lot.lotId)} points={lot.free} from={lot.orderName} text={t("member.lots.expires", { date: format.date(lot.expiresAt!) })} />
        ))}
        {staying > 0n && <LotLine points={staying} from={null} text={t("member.lots.stays")} />}
      </BlockStack>
    </Card>
  );
}

function LotLine({ points, from, text }: { points: bigint; from: string | null; text: string }) {
  const format = useFormat();
  return (
    <InlineStack align="space-between" wrap={false} gap="300">
      <BlockStack>
        <Text as="p">{text}</Text>
        {from && <Text as="p" variant="bodySm" tone="subdued">{from}</Text>}
      </BlockStack>
      <Text as="p" numeric fontWeight="semibold">{format.number(points)}</Text>
    </InlineStack>
  );
}
