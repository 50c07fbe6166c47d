import { BlockStack, Button, Card, ChoiceList, InlineGrid, InlineStack, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { RewardDraft } from "~/forms/reward-draft";
import { TextReader } from "~/forms/read-text";
import { takesSteps } from "~/forms/reward-from-draft";
import { priceOf } from "~/loyalty/rewards/propose-rewards";
import { useFrame } from "../frame-context";
import { useFormat } from "../use-format";
import { useRewardEditing } from "./draft-fields";
import type { RewardPage } from "./reward-editor";

/** What it costs: one price, or as many steps as the member likes. */
export function PriceCard({ program }: { program: RewardPage["program"] }) {
  const { t } = useTranslation();
  const { draft, change, field, errorOf, idOf } = useRewardEditing();
  const steps = takesSteps(draft);
  const slider = steps && draft.pricing === "slider";
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">{t("rewards.price.title")}</Text>
        {steps && (
          <div id={idOf("pricing")}>
            <ChoiceList title={t("rewards.price.kind")} titleHidden error={errorOf("pricing")} selected={[draft.pricing]} onChange={([pricing]) => change({ pricing: pricing as RewardDraft["pricing"] })}
              choices={[{ label: t("rewards.price.one"), value: "fixed" }, { label: t("rewards.price.slider"), value: "slider", helpText: t("rewards.price.sliderHelp") }]} />
          </div>
        )}
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
          <TextField label={t(slider ? "rewards.price.pointsOfStep" : "rewards.price.points")} value={draft.points} suffix={program.pointName.other} inputMode="numeric" onChange={(points) => change({ points })} {...field("points")} />
          {slider && <TextField label={t("rewards.price.steps")} value={draft.steps} inputMode="numeric" helpText={t("rewards.price.stepsHelp")} onChange={(count) => change({ steps: count })} {...field("steps")} />}
        </InlineGrid>
        <ProposedPrice worth={program.worth} />
      </BlockStack>
    </Card>
  );
}

/** The price at which a point buys what the program says it is worth. */
function ProposedPrice({ worth }: { worth: RewardPage["program"]["worth"] }) {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const format = useFormat();
  const { draft, change } = useRewardEditing();
  const minor = amountOf(draft, shop.currency);
  if (minor === null) return null;
  const points = priceOf(minor, worth);
  if (String(points) === draft.points.trim()) return null;
  return (
    <InlineStack gap="200" blockAlign="center">
      <Text as="span" tone="subdued">{t("rewards.price.proposed", { points: format.number(points) })}</Text>
      <Button variant="plain" onClick={() => change({ points: String(points) })}>{t("rewards.price.useProposed")}</Button>
    </InlineStack>
  );
}

/** What it takes off, where that is an amount somebody typed; null while it is none. */
function amountOf(draft: RewardDraft, currency: string): number | null {
  const text = draft.kind === "free_product" ? draft.product?.price : takesSteps(draft) ? draft.amount : undefined;
  const read = new TextReader();
  const minor = read.minor("amount", text ?? "", currency, { positive: true });
  return "amount" in read.errors ? null : minor;
}
