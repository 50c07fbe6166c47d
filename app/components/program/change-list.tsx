import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ProgramChange } from "~/loyalty/program/diff-programs";

/** Settings that differ, each with its old and new value. */
export function ChangeList({ changes }: { changes: ProgramChange[] }) {
  const { t } = useTranslation();
  if (changes.length === 0) return <Text as="p" tone="subdued">{t("program.noChanges")}</Text>;
  return (
    <BlockStack gap="100">
      {changes.map(({ path, before, after }) => (
        <Text as="p" key={path} breakWord>
          <Text as="span" fontWeight="medium">{label(path, t)}</Text>{": "}
          {before !== null && <Text as="span" tone="subdued" textDecorationLine="line-through">{value(before, t)}</Text>}
          {before !== null && after !== null && " → "}
          {after !== null && value(after, t)}
        </Text>
      ))}
    </BlockStack>
  );
}

type Translate = ReturnType<typeof useTranslation>["t"];

/** `tiers.ladder.gold.thresholdMinor` has words for its group and its last part; the name between them is the merchant's own. */
function label(path: string, t: Translate): string {
  const whole = t(`setting.${path}`, { defaultValue: "" });
  if (whole && typeof whole === "string") return whole;
  const parts = path.split(".");
  const group = ["tiers.ladder", "earn.multipliers", "earn.currencyRates", "earn.counts"].find((prefix) => path.startsWith(`${prefix}.`));
  if (!group) return path;
  const [name, ...rest] = parts.slice(2);
  if (group === "earn.counts") return t(`program.counts.of.${name}`);
  return t(`setting.${group}`, { name, part: t(`setting.part.${rest.join(".")}`, { defaultValue: rest.join(".") }) });
}

function value(json: string, t: Translate): string {
  if (json === "true" || json === "false") return t(json === "true" ? "common.yes" : "common.no");
  return json.startsWith('"') ? String(JSON.parse(json)) : json;
}
