import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { PriceChange } from "~/loyalty/rewards/price-today";
import { useFormat } from "../use-format";

/** That a free product costs something else than its reward takes off, in a sentence. */
export function usePriceSentence() {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ today, offMinor }: Pick<PriceChange, "today" | "offMinor">) => (today === "gone" ? t("rewards.product.gone") : t("rewards.product.changed", { today: format.money(today.minor), off: format.money(offMinor) }));
}

/** The same beside one reward of a list. */
export function PriceChanged({ change }: { change: PriceChange | undefined }) {
  const sentence = usePriceSentence();
  return change ? <Text as="span" tone="caution" variant="bodySm">{sentence(change)}</Text> : null;
}
