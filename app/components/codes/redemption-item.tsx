import { BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { redemptionStanding } from "~/loyalty/rewards/redemption-path";
import { useRewardWords } from "../rewards/use-reward-words";
import { useFormat } from "../use-format";
import type { Cancelable } from "./cancel-modal";
import { MaskedCode } from "./masked-code";
import { RedemptionBadge } from "./redemption-badge";
import { RedemptionPath, type ToldRedemption } from "./redemption-path";

export interface ShownRedemption extends ToldRedemption, Omit<Cancelable, "status"> {
  memberId: bigint; memberName: string | null; customerId: string | null; codeEnd: string | null;
}
interface Props { redemption: ShownRedemption; onCancel: (redemption: ShownRedemption) => void; /** Of whom it is, where that is not the page's own. */ withMember?: boolean }

/** One redemption with its path, code and orders, as it stands on a member's page and on that of all codes. */
export function RedemptionItem({ redemption, onCancel, withMember = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { snapshot, points, status, codeEnd, redemptionId, memberId, memberName, customerId } = redemption;
  const { valueText } = useRewardWords();
  const gives = valueText(snapshot.value);
  const open = status === "held" || status === "issued";
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
        <InlineStack align="start" gap="200" blockAlign="center">
          <Text as="span" fontWeight="semibold" breakWord>{snapshot.title.includes(gives) ? snapshot.title : `${snapshot.title} · ${gives}`}</Text>
          <RedemptionBadge standing={redemptionStanding(redemption)} />
        </InlineStack>
        <div style={{ flex: "none" }}><Text as="span" numeric fontWeight="semibold">{t("rewards.price.fixed", { count: Number(points), points: format.number(points) })}</Text></div>
      </InlineStack>
      {withMember && <Link url={`/app/members/${memberId}`}>{memberName ?? t("members.customer", { id: customerId ?? "–" })}</Link>}
      <RedemptionPath redemption={redemption} title={snapshot.title} />
      {codeEnd && <MaskedCode redemptionId={redemptionId} codeEnd={codeEnd} />}
      {open && <div><Button size="slim" onClick={() => onCancel(redemption)} accessibilityLabel={t("codes.cancel.of", { title: snapshot.title, end: codeEnd ?? "" })}>{t("codes.cancel.action")}</Button></div>}
    </BlockStack>
  );
}
