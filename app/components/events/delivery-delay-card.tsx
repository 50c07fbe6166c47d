import { DataTable } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ChartCard } from "../chart/chart-card";
import { LineChart } from "../chart/line-chart";
import { useFormat } from "../use-format";

interface Slice { from: Date; events: number; p50: number | null; p95: number | null }

const DAY_MS = 24 * 3_600_000;

/** How long Shopify took to tell us, over the time the latest events span. */
export function DeliveryDelayCard({ slices }: { slices: Slice[] }) {
  const { t } = useTranslation();
  return (
    <ChartCard title={t("events.delay.title")}>
      {(asTable) => (asTable ? <DelayTable slices={slices} /> : <DelayChart slices={slices} />)}
    </ChartCard>
  );
}

function DelayChart({ slices }: { slices: Slice[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = slices.map(({ from }) => format.dateTime(from));
  // Within a day the axis tells hours and minutes, over days the date with it.
  const axis = slices.at(-1)!.from.getTime() - slices[0]!.from.getTime() < DAY_MS ? format.clock : format.dateTime;
  const worst = (values: (number | null)[]) => format.seconds(Math.max(...values.map((value) => value ?? 0)));
  const [median, slow] = [slices.map(({ p50 }) => p50), slices.map(({ p95 }) => p95)];
  return (
    <LineChart label={t("events.delay.label", { from: names[0], to: names.at(-1), median: worst(median), slow: worst(slow) })} names={names} axisNames={slices.map(({ from }) => axis(from))} format={format.seconds}
      series={[{ name: t("events.delay.median"), values: median }, { name: t("events.delay.slow"), values: slow, dashed: true }]} />
  );
}

/** Slices without events would be rows of nothing. */
function DelayTable({ slices }: { slices: Slice[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const seconds = (value: number | null) => (value === null ? "–" : format.seconds(value));
  return (
    <DataTable
      columnContentTypes={["text", "numeric", "numeric", "numeric"]}
      headings={[t("events.delay.from"), t("events.delay.events"), t("events.delay.median"), t("events.delay.slow")]}
      rows={slices.filter(({ events }) => events > 0).reverse().map(({ from, events, p50, p95 }) => [format.moment(from), format.number(events), seconds(p50), seconds(p95)])}
    />
  );
}
