import { BlockStack, Card, Checkbox, ChoiceList, FormLayout, InlineGrid, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ProgramDraft } from "~/forms/program-draft";
import { useFrame } from "../frame-context";
import { CurrencyRates } from "./currency-rates";
import { useEditing } from "./draft-fields";
import { MultiplierList } from "./multiplier-list";
import { PercentBack } from "./percent-back-card";
import { WaysCard } from "./ways-card";

export function EarnTab() {
  return (
    <BlockStack gap="400">
      <RateCard />
      <CountsCard />
      <WaysCard />
      <MultiplierList />
      <CurrencyRates />
    </BlockStack>
  );
}

function RateCard() {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const { draft, change, field } = useEditing();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">{t("program.earn.title")}</Text>
        <FormLayout>
          <FormLayout.Group>
            <TextField label={t("program.earn.points")} value={draft.rate.points} inputMode="decimal" suffix={draft.pointName.other}
              onChange={(points) => change({ rate: { ...draft.rate, points } })} {...field("rate.points")} />
            <TextField label={t("program.earn.per")} value={draft.rate.per} inputMode="decimal" prefix={shop.currency}
              onChange={(per) => change({ rate: { ...draft.rate, per } })} {...field("rate.per")} />
          </FormLayout.Group>
          <FormLayout.Group>
            <TextField label={t("program.earn.worthPoints")} value={draft.worth.points} inputMode="numeric" suffix={draft.pointName.other}
              onChange={(points) => change({ worth: { ...draft.worth, points } })} {...field("worth.points")} />
            <TextField label={t("program.earn.worthMoney")} value={draft.worth.money} inputMode="decimal" prefix={shop.currency} helpText={t("program.earn.worthHelp")}
              onChange={(money) => change({ worth: { ...draft.worth, money } })} {...field("worth.money")} />
          </FormLayout.Group>
        </FormLayout>
        <PercentBack />
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
          <TextField label={t("program.earn.nameOne")} value={draft.pointName.one} maxLength={40}
            onChange={(one) => change({ pointName: { ...draft.pointName, one } })} {...field("pointName.one")} />
          <TextField label={t("program.earn.nameOther")} value={draft.pointName.other} maxLength={40}
            onChange={(other) => change({ pointName: { ...draft.pointName, other } })} {...field("pointName.other")} />
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}

const AMOUNTS = ["tax", "shipping", "tips", "giftCards", "redeemedValue"] as const;
const ORDERS = ["onSale", "discountCodeOrders", "subscriptionFirst", "subscriptionRenewal", "pos", "draft"] as const;

function CountsCard() {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const { draft, change, field } = useEditing();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">{t("program.counts.title")}</Text>
          <Text as="p" tone="subdued">{t("program.counts.body")}</Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
          <Switches title={t("program.counts.amounts")} names={AMOUNTS} />
          <Switches title={t("program.counts.orders")} names={ORDERS} />
        </InlineGrid>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
          <TextField label={t("program.counts.minimum")} value={draft.minimumOrder} inputMode="decimal" prefix={shop.currency} helpText={t("program.counts.minimumHelp")}
            onChange={(minimumOrder) => change({ minimumOrder })} {...field("minimumOrder")} />
          <ChoiceList title={t("program.counts.when")} selected={[draft.earnOn]} onChange={([earnOn]) => change({ earnOn: earnOn as ProgramDraft["earnOn"] })}
            choices={[{ label: t("program.counts.paid"), value: "paid" }, { label: t("program.counts.fulfilled"), value: "fulfilled" }]} />
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}

function Switches({ title, names }: { title: string; names: readonly (keyof ProgramDraft["counts"])[] }) {
  const { t } = useTranslation();
  const { draft, change } = useEditing();
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">{title}</Text>
      {names.map((name) => (
        <Checkbox key={name} label={t(`program.counts.of.${name}`)} checked={draft.counts[name]} onChange={(on) => change({ counts: { ...draft.counts, [name]: on } })} />
      ))}
    </BlockStack>
  );
}
