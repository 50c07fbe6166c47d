import { useTranslation } from "react-i18next";
import { fractionText } from "~/forms/program-draft";
import { useFormat } from "../use-format";
import { useRateText } from "../use-rate-text";
import type { WhyReason } from "./order-why";

/** A tested rule in words, by what came of it; amounts, multipliers and dates in the reader's form. */
export function useReasonText(tierNames: Record<string, string>) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const rateText = useRateText();
  return ({ rule, outcome, values }: WhyReason): string => {
    if (values.launchedAt === "") return t("why.notLaunched");
    const currency = typeof values.currency === "string" && values.currency ? values.currency : undefined;
    const money = (value: string | number | undefined) => (typeof value === "number" ? format.money(value, currency) : "");
    const shown = {
      ...values,
      amount: money(values.minor), minimum: money(values.minimumMinor), eligible: money(values.eligibleMinor),
      rate: typeof values.points === "number" && typeof values.perMinor === "number" ? rateText({ points: values.points, perMinor: values.perMinor }, currency) : "",
      tier: typeof values.tier === "string" ? tierNames[values.tier] ?? values.tier : "",
      multiplier: typeof values.num === "number" && typeof values.den === "number" ? fractionText({ num: values.num, den: values.den }) : "",
      launched: typeof values.launchedAt === "string" && values.launchedAt ? format.dateTime(values.launchedAt) : "",
      enrolled: typeof values.enrolledAt === "string" ? format.dateTime(values.enrolledAt) : "",
    };
    const effect = typeof values.effect === "string" ? `.${values.effect}` : "";
    const key = [`why.rule.${rule}.${outcome}${effect}`, `why.rule.${rule}.${outcome}`].find((candidate) => typeof t(candidate, { returnObjects: true }) === "string" && i18n.exists(candidate));
    return key ? t(key, shown) : rule.replaceAll("_", " ");
  };
}
