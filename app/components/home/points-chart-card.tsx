import { BlockStack, DataTable, SkeletonBodyText, SkeletonDisplayText, Text } from "@shopify/polaris";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { ChartCard, CHART_HEIGHT } from "../chart/chart-card";
import { LineChart } from "../chart/line-chart";
import { useFormat } from "../use-format";
import { useLater } from "../use-later";

export interface DayOfPoints { day: string; issued: number; reversed: number }

/** Points issued and taken back over 90 days. */
export function PointsChartCard({ chart }: { chart: Promise<DayOfPoints[]> }) {
  const { t } = useTranslation();
  const told = useLater(chart);
  // While the page is read again its last chart stays.
  const last = useRef<DayOfPoints[]>();
  if (told) last.current = told;
  const days = told === undefined ? last.current : told;
  return (
    <ChartCard title={t("home.chart.title")}>
      {(asTable) => (days === undefined ? <ChartSkeleton /> : days === null ? <Text as="p" tone="critical">{t("home.chart.failed")}</Text>
        : days.every((day) => day.issued === 0 && day.reversed === 0) ? <NoPoints /> : asTable ? <WeekTable days={days} /> : <PointsChart days={days} />)}
    </ChartCard>
  );
}

function PointsChart({ days }: { days: DayOfPoints[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [issued, reversed] = [days.map((day) => day.issued), days.map((day) => day.reversed)];
  const best = days.reduce((most, day) => (day.issued > most.issued ? day : most));
  const label = t("home.chart.label", {
    from: format.day(days[0]!.day), to: format.day(days.at(-1)!.day), issued: format.number(sum(issued)), reversed: format.number(sum(reversed)), day: format.day(best.day), most: format.number(best.issued),
  });
  return (
    <LineChart label={label} names={days.map(({ day }) => format.day(day))} axisNames={days.map(({ day }) => format.day(day, "short"))} format={format.number} whole
      series={[{ name: t("home.chart.issued"), values: issued }, { name: t("home.chart.reversed"), values: reversed, dashed: true }]} />
  );
}

function ChartSkeleton() {
  return <BlockStack gap="400"><SkeletonDisplayText size="small" /><SkeletonBodyText lines={8} /></BlockStack>;
}

function NoPoints() {
  const { t } = useTranslation();
  return (
    <div style={{ display: "grid", placeItems: "center", minHeight: CHART_HEIGHT }}><Text as="p" tone="subdued" alignment="center">{t("home.chart.empty")}</Text></div>
  );
}

/** Ninety rows would be a wall: the table sums by week, the newest first. */
function WeekTable({ days }: { days: DayOfPoints[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const weeks = weeksOf(days);
  return (
    <DataTable
      columnContentTypes={["text", "numeric", "numeric", "numeric"]}
      headings={[t("home.chart.week"), t("home.chart.issued"), t("home.chart.reversed"), t("home.chart.net")]}
      rows={weeks.map(({ from, issued, reversed }) => [format.day(from), format.number(issued), format.number(reversed), format.number(issued - reversed)])}
    />
  );
}

export function weeksOf(days: DayOfPoints[]): { from: string; issued: number; reversed: number }[] {
  const weeks: { from: string; issued: number; reversed: number }[] = [];
  for (let end = days.length; end > 0; end -= 7) {
    const week = days.slice(Math.max(0, end - 7), end);
    weeks.push({ from: week[0]!.day, issued: sum(week.map((day) => day.issued)), reversed: sum(week.map((day) => day.reversed)) });
  }
  return weeks;
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
