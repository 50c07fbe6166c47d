import { BlockStack, Card, ChoiceList, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { RewardDraft } from "~/forms/reward-draft";
import { useRewardEditing } from "./draft-fields";

const CLASSES = ["order", "product", "shipping"] as const;

/** How long a code is good, what becomes of the points when nobody uses it, and what it may stand beside. */
export function CodeCard() {
  const { t } = useTranslation();
  const { draft, change, field } = useRewardEditing();
  const { combinesWith } = draft;
  // Shopify never lets two shipping discounts stand together.
  const classes = CLASSES.filter((name) => draft.kind !== "free_shipping" || name !== "shipping");
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">{t("rewards.code.title")}</Text>
        <TextField label={t("rewards.code.validity")} value={draft.validityDays} suffix={t("common.days")} inputMode="numeric" helpText={t("rewards.code.validityHelp")} onChange={(validityDays) => change({ validityDays })} {...field("validityDays")} />
        <ChoiceList title={t("rewards.code.onExpiry")} selected={[draft.onExpiry]} onChange={([onExpiry]) => change({ onExpiry: onExpiry as RewardDraft["onExpiry"] })}
          choices={[{ value: "return", label: t("rewards.code.return") }, { value: "lapse", label: t("rewards.code.lapse"), helpText: t("rewards.code.lapseHelp") }]} />
        <ChoiceList allowMultiple title={t("rewards.code.combines")} selected={classes.filter((name) => combinesWith[name])}
          onChange={(chosen) => change({ combinesWith: { order: chosen.includes("order"), product: chosen.includes("product"), shipping: chosen.includes("shipping") } })}
          choices={classes.map((value) => ({ value, label: t(`rewards.code.class.${value}`) }))} />
      </BlockStack>
    </Card>
  );
}
