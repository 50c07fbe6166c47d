import { Await } from "@remix-run/react";
import { BlockStack, Button, Card, DataTable, InlineStack, SkeletonBodyText, SkeletonDisplayText, Text } from "@shopify/polaris";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";

export interface DayOfPoints { day: string; issued: number; reversed: number }

/** polaris-viz reads `navigator` when it is loaded, so it is fetched in the browser only, after the page is there. */
const PointsChart = lazy(() => import("./points-chart"));
const HEIGHT = 260;

/** Points issued and taken back over 90 days: a picture, and the same as a table for who reads or listens. */
export function PointsChartCard({ chart }: { chart: Promise<DayOfPoints[]> }) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">{t("home.chart.title")}</Text>
          <Button variant="plain" onClick={() => setAsTable(!asTable)}>{t(asTable ? "home.chart.asChart" : "home.chart.asTable")}</Button>
        </InlineStack>
        <Suspense fallback={<ChartSkeleton />}>
          <Await resolve={chart} errorElement={<Text as="p" tone="critical">{t("home.chart.failed")}</Text>}>
            {(days) => (days.every((day) => day.issued === 0 && day.reversed === 0) ? <NoPoints /> : asTable ? <WeekTable days={days} /> : <InBrowser days={days} />)}
          </Await>
        </Suspense>
      </BlockStack>
    </Card>
  );
}

function InBrowser({ days }: { days: DayOfPoints[] }) {
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  return mounted ? <div data-chart="points" style={{ height: HEIGHT }}><PointsChart days={days} /></div> : <ChartSkeleton />;
}

function ChartSkeleton() {
  return <div style={{ height: HEIGHT }}><BlockStack gap="400"><SkeletonDisplayText size="small" /><SkeletonBodyText lines={8} /></BlockStack></div>;
}

function NoPoints() {
  const { t } = useTranslation();
  return <Text as="p" tone="subdued">{t("home.chart.empty")}</Text>;
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
