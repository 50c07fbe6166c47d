import { BlockStack, Button, Card, InlineGrid, InlineStack, Text, TextField } from "@shopify/polaris";
import { DeleteIcon, PlusIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { useEditing } from "./draft-fields";

/** Rates for orders paid in other currencies; without one the amounts in the shop's own currency count. */
export function CurrencyRates() {
  const { t } = useTranslation();
  const { draft, change, field } = useEditing();
  const set = (index: number, part: Partial<(typeof draft.currencyRates)[number]>) =>
    change({ currencyRates: draft.currencyRates.map((rate, at) => (at === index ? { ...rate, ...part } : rate)) });
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">{t("program.currencies.title")}</Text>
          <Text as="p" tone="subdued">{t("program.currencies.body")}</Text>
        </BlockStack>
        {draft.currencyRates.map((rate, index) => (
          <InlineGrid key={index} columns="1fr 1fr 1fr auto" gap="200" alignItems="start">
            <TextField label={t("program.currencies.code")} value={rate.currency} maxLength={3} placeholder="EUR"
              onChange={(currency) => set(index, { currency: currency.toUpperCase() })} {...field(`currencyRates.${index}.currency`)} />
            <TextField label={t("program.currencies.points")} value={rate.points} inputMode="decimal" onChange={(points) => set(index, { points })} {...field(`currencyRates.${index}.points`)} />
            <TextField label={t("program.currencies.per")} value={rate.per} inputMode="decimal" onChange={(per) => set(index, { per })} {...field(`currencyRates.${index}.per`)} />
            <div style={{ paddingTop: 24 }}>
              <Button icon={DeleteIcon} variant="tertiary" accessibilityLabel={t("program.currencies.remove", { code: rate.currency })}
                onClick={() => change({ currencyRates: draft.currencyRates.filter((_, at) => at !== index) })} />
            </div>
          </InlineGrid>
        ))}
        <InlineStack>
          <Button icon={PlusIcon} onClick={() => change({ currencyRates: [...draft.currencyRates, { currency: "", points: "1", per: "1" }] })}>{t("program.currencies.add")}</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
