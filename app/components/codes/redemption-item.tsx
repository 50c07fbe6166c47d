import { BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";
import type { Cancelable } from "./cancel-modal";
import { MaskedCode } from "./masked-code";
import { OrderLinks } from "./order-links";
import { RedemptionBadge } from "./redemption-badge";
import { redemptionStanding, useRedemptionWords, type RedemptionFacts } from "./use-redemption-words";

export interface ShownRedemption extends RedemptionFacts, Omit<Cancelable, "status"> {
  memberId: bigint; memberName: string | null; customerId: string | null; codeEnd: string | null; uses: { orderId: string; name: string }[];
}
interface Props { redemption: ShownRedemption; onCancel: (redemption: ShownRedemption) => void; /** Of whom it is, where that is not the page's own. */ withMember?: boolean }

/** One redemption with its path, code and orders, as it stands on a member's page and on that of all codes. */
export function RedemptionItem({ redemption, onCancel, withMember = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRedemptionWords();
  const { snapshot, points, status, codeEnd, uses, redemptionId, memberId, memberName, customerId } = redemption;
  const open = status === "held" || status === "issued";
  return (
    <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
      <BlockStack gap="100">
        <InlineStack align="start" gap="200" blockAlign="center">
          <Text as="span" fontWeight="semibold" breakWord>{snapshot.title}</Text>
          <RedemptionBadge standing={redemptionStanding(redemption)} />
        </InlineStack>
        {withMember && <Link url={`/app/members/${memberId}`}>{memberName ?? t("members.customer", { id: customerId ?? "–" })}</Link>}
        <Text as="p" tone="subdued">{words(redemption)}</Text>
        {codeEnd && <MaskedCode redemptionId={redemptionId} codeEnd={codeEnd} />}
        {uses.length > 0 && <OrderLinks orders={uses} />}
        {open && <div><Button size="slim" onClick={() => onCancel(redemption)} accessibilityLabel={t("codes.cancel.of", { title: snapshot.title, end: codeEnd ?? "" })}>{t("codes.cancel.action")}</Button></div>}
      </BlockStack>
      <div style={{ flex: "none" }}><Text as="span" numeric fontWeight="semibold">{t("rewards.price.fixed", { count: Number(points), points: format.number(points) })}</Text></div>
    </InlineStack>
  );
}
