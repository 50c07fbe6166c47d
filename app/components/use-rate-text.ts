import { useTranslation } from "react-i18next";
import { useFormat } from "./use-format";

/** "1 point per $1": the earn rate in words. */
export function useRateText() {
  const { t } = useTranslation();
  const format = useFormat();
  return (rate: { points: number; perMinor: number }, currency?: string) =>
    t("rate", { count: rate.points, points: format.number(rate.points), per: format.shortMoney(rate.perMinor, currency) });
}
