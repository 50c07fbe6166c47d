import { BlockStack, Card, ChoiceList, InlineGrid, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ProgramDraft } from "~/forms/program-draft";
import { TagField } from "../tag-field";
import { useEditing } from "./draft-fields";

export function PoliciesTab() {
  return <BlockStack gap="400"><WindowCard /><ExpiryCard /><EnrollmentCard /><AdjustmentCard /></BlockStack>;
}

function WindowCard() {
  const { t } = useTranslation();
  const { draft, change, field } = useEditing();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">{t("program.window.title")}</Text>
          <Text as="p" tone="subdued">{t("program.window.body")}</Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
          <TextField label={t("program.window.days")} value={draft.windowDays} inputMode="numeric" suffix={t("common.days")} helpText={t("program.window.daysHelp")}
            onChange={(windowDays) => change({ windowDays })} {...field("windowDays")} />
          <ChoiceList title={t("program.window.from")} selected={[draft.windowFrom]} onChange={([from]) => change({ windowFrom: from as ProgramDraft["windowFrom"] })}
            choices={[{ label: t("program.window.paid"), value: "paid" }, { label: t("program.window.fulfilled"), value: "fulfilled" }]} />
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}

function ExpiryCard() {
  const { t } = useTranslation();
  const { draft, change, field } = useEditing();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">{t("program.expiry.title")}</Text>
          <Text as="p" tone="subdued">{t("program.expiry.body")}</Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
          <TextField label={t("program.expiry.months")} value={draft.expiryMonths} inputMode="numeric" suffix={t("common.months")} placeholder={t("program.expiry.never")} helpText={t("program.expiry.monthsHelp")}
            onChange={(expiryMonths) => change({ expiryMonths })} {...field("expiryMonths")} />
          <TextField label={t("program.expiry.grace")} value={draft.expiryGraceDays} inputMode="numeric" suffix={t("common.days")} helpText={t("program.expiry.graceHelp")}
            onChange={(expiryGraceDays) => change({ expiryGraceDays })} {...field("expiryGraceDays")} />
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}

function EnrollmentCard() {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useEditing();
  const { enrollment } = draft;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">{t("program.enrollment.title")}</Text>
        <ChoiceList title={t("program.enrollment.mode")} selected={[enrollment.mode]}
          onChange={([mode]) => change({ enrollment: { ...enrollment, mode: mode as ProgramDraft["enrollment"]["mode"] } })}
          choices={[
            { label: t("program.enrollment.automatic"), value: "automatic", helpText: t("program.enrollment.automaticHelp") },
            { label: t("program.enrollment.optIn"), value: "opt_in", helpText: t("program.enrollment.optInHelp") },
          ]} />
        <TagField label={t("program.enrollment.excludeTags")} help={t("program.enrollment.excludeTagsHelp")} error={errorOf("enrollment.excludeTags")}
          tags={enrollment.excludeTags} onChange={(excludeTags) => change({ enrollment: { ...enrollment, excludeTags } })} />
      </BlockStack>
    </Card>
  );
}

function AdjustmentCard() {
  const { t } = useTranslation();
  const { draft, change, field } = useEditing();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">{t("program.adjustments.title")}</Text>
        <TextField label={t("program.adjustments.cap")} value={draft.adjustmentCap} inputMode="numeric" suffix={draft.pointName.other} helpText={t("program.adjustments.capHelp")}
          onChange={(adjustmentCap) => change({ adjustmentCap })} {...field("adjustmentCap")} />
      </BlockStack>
    </Card>
  );
}
