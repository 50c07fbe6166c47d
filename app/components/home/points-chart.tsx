import { LineChart, PolarisVizProvider } from "@shopify/polaris-viz";
import "@shopify/polaris-viz/build/esm/styles.css";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";
import type { DayOfPoints } from "./points-chart-card";

/** Loaded in the browser only. */
export default function PointsChart({ days }: { days: DayOfPoints[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <PolarisVizProvider>
      <LineChart
        theme="Light"
        data={[
          { name: t("home.chart.issued"), data: days.map(({ day, issued }) => ({ key: day, value: issued })) },
          { name: t("home.chart.reversed"), data: days.map(({ day, reversed }) => ({ key: day, value: reversed })), isComparison: true },
        ]}
        xAxisOptions={{ labelFormatter: (day) => format.day(String(day), "short") }}
        yAxisOptions={{ labelFormatter: (value) => format.number(Number(value ?? 0)), integersOnly: true }}
        tooltipOptions={{ titleFormatter: (day) => format.day(String(day)), valueFormatter: (value) => format.number(Number(value ?? 0)) }}
      />
    </PolarisVizProvider>
  );
}
