import { Await } from "@remix-run/react";
import { Text } from "@shopify/polaris";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { PriceChange } from "~/loyalty/rewards/price-today";
import { useFormat } from "../use-format";

/** That a free product costs something else than its reward takes off, in a sentence. */
export function usePriceSentence() {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ today, offMinor }: Pick<PriceChange, "today" | "offMinor">) => (today === "gone" ? t("rewards.product.gone") : t("rewards.product.changed", { today: format.money(today.minor), off: format.money(offMinor) }));
}

/** The same beside one reward of a list, as soon as Shopify has told the prices. */
export function PriceChanged({ rewardId, changes }: { rewardId: bigint; changes: Promise<PriceChange[]> | null }) {
  const sentence = usePriceSentence();
  if (!changes) return null;
  return (
    <Suspense fallback={null}>
      <Await resolve={changes} errorElement={null}>
        {(all) => all.filter((change) => change.rewardId === rewardId).map((change) => <Text key="price" as="span" tone="caution" variant="bodySm">{sentence(change)}</Text>)}
      </Await>
    </Suspense>
  );
}
