import { useTranslation } from "react-i18next";
import { KpiStrip } from "../home/kpi-strip";
import { useFormat } from "../use-format";

interface Percentiles { p50: number; p95: number }
interface Props { health: { waiting: number; parked: number; delivery: Percentiles | null; handling: Percentiles | null } }

/** How fast Shopify's events reach us and become points; over the latest thousand. */
export function EventHealthStrip({ health }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const lag = (value: Percentiles | null) => ({
    value: value ? format.seconds(value.p50) : "–",
    note: value ? t("events.p95", { seconds: format.seconds(value.p95) }) : undefined,
  });
  return (
    <KpiStrip kpis={[
      { id: "delivery", label: t("events.delivery"), ...lag(health.delivery) },
      { id: "handling", label: t("events.handling"), ...lag(health.handling) },
      { id: "waiting", label: t("events.waiting"), value: format.number(health.waiting) },
      { id: "parked", label: t("events.parked"), value: format.number(health.parked) },
    ]} />
  );
}
