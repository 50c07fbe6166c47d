import { BlockStack, Card, InlineGrid, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useRewardEditing } from "./draft-fields";

/** First and last day, in the shop's zone. */
export function ScheduleCard() {
  const { t } = useTranslation();
  const { draft, change, field } = useRewardEditing();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">{t("rewards.schedule.title")}</Text>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
          <TextField label={t("rewards.schedule.start")} type="date" value={draft.startDate} helpText={t("rewards.schedule.startHelp")} onChange={(startDate) => change({ startDate })} {...field("startDate")} />
          <TextField label={t("rewards.schedule.end")} type="date" value={draft.endDate} helpText={t("rewards.schedule.endHelp")} onChange={(endDate) => change({ endDate })} {...field("endDate")} />
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}
