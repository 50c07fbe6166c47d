import { BlockStack, Card, Select, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { MOST_TITLE } from "~/loyalty/rewards/reward";
import type { RewardDraft } from "~/forms/reward-draft";
import { useFrame } from "../frame-context";
import { useRewardEditing } from "./draft-fields";
import { GoodsField } from "./goods-field";
import type { RewardPage } from "./reward-editor";
import { ProductField } from "./product-field";

const KINDS = ["amount_off", "percentage_off", "free_shipping", "product_discount", "free_product"] as const;

/** What the reward is called and what it gives. */
export function ValueCard({ priceChange }: Pick<RewardPage, "priceChange">) {
  const { t } = useTranslation();
  const { draft, change, field } = useRewardEditing();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">{t("rewards.value.title")}</Text>
        <TextField label={t("rewards.value.name")} value={draft.title} helpText={t("rewards.value.nameHelp", { length: draft.title.trim().length, max: MOST_TITLE })} onChange={(title) => change({ title })} {...field("title")} />
        <Select label={t("rewards.value.kind")} value={draft.kind} onChange={(kind) => change({ kind: kind as RewardDraft["kind"] })} options={KINDS.map((value) => ({ value, label: t(`rewards.kind.${value}`) }))} />
        {draft.kind === "amount_off" && <Amount />}
        {draft.kind === "percentage_off" && <Percent />}
        {draft.kind === "free_shipping" && <Shipping />}
        {draft.kind === "product_discount" && (
          <>
            <GoodsField />
            <Select label={t("rewards.value.off")} value={draft.off} onChange={(off) => change({ off: off as RewardDraft["off"] })} options={[{ value: "percent", label: t("rewards.value.percent") }, { value: "amount", label: t("rewards.value.amount") }]} />
            {draft.off === "amount" ? <Amount /> : <Percent />}
          </>
        )}
        {draft.kind === "free_product" && <ProductField priceChange={priceChange} />}
      </BlockStack>
    </Card>
  );
}

function Amount() {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const { draft, change, field } = useRewardEditing();
  const slider = draft.pricing === "slider";
  return <TextField label={t(slider ? "rewards.value.amountOfStep" : "rewards.value.amount")} value={draft.amount} suffix={shop.currency} inputMode="decimal" onChange={(amount) => change({ amount })} {...field("amount")} />;
}

function Percent() {
  const { t } = useTranslation();
  const { draft, change, field } = useRewardEditing();
  return <TextField label={t("rewards.value.percent")} value={draft.percent} suffix="%" inputMode="numeric" onChange={(percent) => change({ percent })} {...field("percent")} />;
}

function Shipping() {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const { draft, change, field } = useRewardEditing();
  return (
    <TextField label={t("rewards.value.maximumShipping")} value={draft.maximumShipping} suffix={shop.currency} inputMode="decimal" placeholder={t("rewards.value.anyShipping")} helpText={t("rewards.value.maximumShippingHelp")}
      onChange={(maximumShipping) => change({ maximumShipping })} {...field("maximumShipping")} />
  );
}
