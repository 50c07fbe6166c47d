import { BlockStack, Card, ChoiceList, InlineGrid, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { MOST_OPEN } from "~/loyalty/rewards/decide-redemption";
import { useFrame } from "../frame-context";
import { useRewardEditing } from "./draft-fields";

/** Who may have it, how often, and how many there are. */
export function LimitsCard({ ladder }: { ladder: { handle: string; name: string }[] }) {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const { draft, change, field, errorOf, idOf } = useRewardEditing();
  const { memberLimit } = draft;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">{t("rewards.limits.title")}</Text>
        <TextField label={t("rewards.limits.minimum")} value={draft.minimumSpend} suffix={shop.currency} inputMode="decimal" helpText={t("rewards.limits.minimumHelp")} onChange={(minimumSpend) => change({ minimumSpend })} {...field("minimumSpend")} />
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
          <TextField label={t("rewards.limits.member")} value={memberLimit.count} inputMode="numeric" placeholder={t("rewards.limits.none")} helpText={t("rewards.limits.memberHelp", { most: MOST_OPEN })} onChange={(count) => change({ memberLimit: { ...memberLimit, count } })} {...field("memberLimit.count")} />
          <TextField label={t("rewards.limits.within")} value={memberLimit.days} inputMode="numeric" suffix={t("common.days")} placeholder={t("rewards.limits.ever")} disabled={memberLimit.count.trim() === ""}
            onChange={(days) => change({ memberLimit: { ...memberLimit, days } })} {...field("memberLimit.days")} />
          <TextField label={t("rewards.limits.total")} value={draft.totalLimit} inputMode="numeric" placeholder={t("rewards.limits.none")} helpText={t("rewards.limits.totalHelp")} onChange={(totalLimit) => change({ totalLimit })} {...field("totalLimit")} />
          <TextField label={t("rewards.limits.stock")} value={draft.stock} inputMode="numeric" placeholder={t("rewards.limits.none")} helpText={t("rewards.limits.stockHelp")} onChange={(stock) => change({ stock })} {...field("stock")} />
        </InlineGrid>
        <div id={idOf("tiers")}>
          <ChoiceList allowMultiple title={t("rewards.limits.tiers")} error={errorOf("tiers")} selected={draft.tiers} onChange={(tiers) => change({ tiers })}
            choices={choices(ladder, draft.tiers).map(({ handle, name }) => ({ value: handle, label: name }))} />
        </div>
        <Text as="p" variant="bodySm" tone="subdued">{t("rewards.limits.tiersHelp")}</Text>
      </BlockStack>
    </Card>
  );
}

/** A tier that was taken off the ladder stays to be unticked. */
function choices(ladder: { handle: string; name: string }[], chosen: readonly string[]) {
  return [...ladder, ...chosen.filter((handle) => !ladder.some((tier) => tier.handle === handle)).map((handle) => ({ handle, name: handle }))];
}
