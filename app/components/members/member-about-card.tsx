import { BlockStack, Card, InlineStack, Link, Tag, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";

interface Props {
  member: {
    customerId: string | null; name: string | null; email: string | null; tags: string[]; mergedInto: bigint | null;
    card: { pushedAt: Date | null; waitingSince: Date | null; parkedReason: string | null };
  };
}

/** Who this is at Shopify, and whether the storefront shows what stands here. Works without name and e-mail. */
export function MemberAboutCard({ member }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { card } = member;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">{t("member.about.title")}</Text>
        {member.customerId && (
          <Link url={`shopify://admin/customers/${member.customerId}`} target="_top">{t("member.about.open", { id: member.customerId })}</Link>
        )}
        {member.email && <Text as="p" breakWord>{member.email}</Text>}
        {!member.name && !member.email && <Text as="p" tone="subdued">{t("member.about.noProfile")}</Text>}
        {member.mergedInto !== null && <Link url={`/app/members/${member.mergedInto}`}>{t("member.about.merged")}</Link>}
        {member.tags.length > 0 && <InlineStack gap="100">{member.tags.map((tag) => <Tag key={tag}>{tag}</Tag>)}</InlineStack>}
        {card.parkedReason
          ? <Text as="p" tone="critical">{t("member.about.cardParked", { reason: card.parkedReason })}</Text>
          : <Text as="p" variant="bodySm" tone="subdued">{card.waitingSince ? t("member.about.cardWaiting") : card.pushedAt ? t("member.about.cardPushed", { date: format.dateTime(card.pushedAt) }) : t("member.about.cardNever")}</Text>}
      </BlockStack>
    </Card>
  );
}
