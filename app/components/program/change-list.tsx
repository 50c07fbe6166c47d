import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DraftChange } from "~/forms/diff-drafts";
import { parseMinor } from "~/loyalty/money/parse-minor";
import { useFrame } from "../frame-context";
import { useFormat, type Format } from "../use-format";

/** Settings that differ, each with its old and new value. */
export function ChangeList({ changes }: { changes: DraftChange[] }) {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const format = useFormat();
  if (changes.length === 0) return <Text as="p" tone="subdued">{t("program.noChanges")}</Text>;
  const shown = (change: DraftChange, value: string) => valueText(change, value, { t, format, currency: change.currency ?? shop.currency });
  return (
    <BlockStack gap="100">
      {changes.map((change) => (
        <Text as="p" key={`${change.place} ${change.of}`} breakWord>
          <Text as="span" fontWeight="medium">{t(`setting.${change.place}`, { of: change.of ?? "" })}</Text>{": "}
          {change.before !== null && <Text as="span" tone="subdued" textDecorationLine="line-through">{shown(change, change.before)}</Text>}
          {change.before !== null && change.after !== null && " → "}
          {change.after === null ? <> {t("setting.removed")}</> : shown(change, change.after)}
        </Text>
      ))}
    </BlockStack>
  );
}

const MONEY = new Set(["rate.per", "worth.money", "minimumOrder", "ladder.threshold", "currencyRates.per"]);
/** Settings whose value is one of a few words. */
const WORDS: Record<string, string> = {
  earnOn: "program.counts", windowFrom: "program.window", "qualify.kind": "program.qualify.kind", "enrollment.mode": "setting.mode",
};

interface Reading { t: ReturnType<typeof useTranslation>["t"]; format: Format; currency: string }

function valueText({ place }: DraftChange, value: string, { t, format, currency }: Reading): string {
  if (MONEY.has(place)) return moneyText(value, currency, format);
  if (place.endsWith("ultiplier")) return `× ${value}`;
  if (WORDS[place]) return t(`${WORDS[place]}.${value}`);
  if (value === "true" || value === "false") return t(value === "true" ? "common.yes" : "common.no");
  return value === "" ? "–" : value;
}

/** A draft may hold what is no amount. */
function moneyText(text: string, currency: string, format: Format): string {
  try {
    return format.shortMoney(parseMinor(text.replace(",", "."), currency), currency);
  } catch {
    return text;
  }
}
