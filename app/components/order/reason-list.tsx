import { BlockStack, Icon, InlineStack, Text } from "@shopify/polaris";
import { CheckCircleIcon, MinusCircleIcon, XCircleIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { WhyReason } from "./order-why";
import { useReasonText } from "./use-reason-text";

/** Rules one below the other: what applied, what stopped the order, what was tested and did not apply. */
export function ReasonList({ reasons, refusal, tierNames }: { reasons: WhyReason[]; refusal: string | null; tierNames: Record<string, string> }) {
  return (
    <BlockStack gap="200">
      {reasons.map((reason, index) => <ReasonLine key={index} reason={reason} stops={reason.rule === refusal && reason.outcome === "matched"} tierNames={tierNames} />)}
    </BlockStack>
  );
}

function ReasonLine({ reason, stops, tierNames }: { reason: WhyReason; stops: boolean; tierNames: Record<string, string> }) {
  const { t } = useTranslation();
  const text = useReasonText(tierNames);
  const against = stops || reason.values.effect === "excluded";
  const icon = reason.outcome === "skipped" ? MinusCircleIcon : against ? XCircleIcon : CheckCircleIcon;
  const tone = reason.outcome === "skipped" ? "subdued" : against ? "critical" : "success";
  const label = t(reason.outcome === "skipped" ? "why.skipped" : against ? "why.stopped" : "why.matched");
  return (
    <InlineStack gap="200" wrap={false} blockAlign="start">
      <div style={{ flex: "none" }}><Icon source={icon} tone={tone} accessibilityLabel={label} /></div>
      <Text as="p" tone={reason.outcome === "skipped" ? "subdued" : undefined}>{text(reason)}</Text>
    </InlineStack>
  );
}
