import { BlockStack, Card, ProgressBar, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";
import { useRefreshWhile } from "../use-refresh-while";

export interface ImportRun { kind: string; state: "waiting" | "running" | "done" | "failed"; done: number; total: number | null; message: string | null }

/** Fewer events than this are the everyday trickle and no work to tell of. */
const MANY_EVENTS = 50;

/** Orders younger than this are today's business, not a past that arrives. */
const PAST_MS = 2 * 24 * 3600 * 1000;

interface Props {
  runs: ImportRun[]; waitingEvents: number; handledLastMinute: number;
  /** While a past arrives: from the launch to the newest order that is in. */
  arrived: { since: string; until: string; now: string } | null;
}

/** Work that runs behind, with how far it is; looks again every two seconds while there is any. */
export function ImportProgressCard({ runs, waitingEvents, handledLastMinute, arrived }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const active = runs.filter((run) => run.state === "waiting" || run.state === "running");
  const arriving = waitingEvents >= MANY_EVENTS || handledLastMinute >= MANY_EVENTS;
  useRefreshWhile(active.length > 0 || arriving);
  if (active.length === 0 && !arriving) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">{t("home.import.title")}</Text>
        {arriving && (
          <BlockStack gap="100">
            <Text as="p">{t("home.import.events")}</Text>
            {arrived && <ArrivedSoFar {...arrived} />}
            <Text as="p" variant="bodySm" tone="subdued">{t("home.import.eventRate", { handled: format.number(handledLastMinute), waiting: format.number(waitingEvents) })}</Text>
          </BlockStack>
        )}
        {active.map((run) => (
          <BlockStack key={run.kind} gap="100">
            <Text as="p" id={`import-${run.kind}`}>{t(`home.import.kind.${run.kind}`, { defaultValue: run.kind })}</Text>
            <ProgressBar progress={run.total ? Math.min(100, (run.done / run.total) * 100) : 5} size="small" tone="primary" ariaLabelledBy={`import-${run.kind}`} />
            <Text as="p" variant="bodySm" tone="subdued">
              {run.state === "waiting" ? t("home.import.waiting") : run.total ? t("home.import.of", { done: format.number(run.done), total: format.number(run.total) }) : t("home.import.done", { done: format.number(run.done) })}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function ArrivedSoFar({ since, until, now }: NonNullable<Props["arrived"]>) {
  const { t } = useTranslation();
  const format = useFormat();
  const [from, at, end] = [since, until, now].map((moment) => Date.parse(moment)) as [number, number, number];
  if (end - at < PAST_MS || at <= from) return null;
  return (
    <>
      <ProgressBar progress={((at - from) / (end - from)) * 100} size="small" tone="primary" ariaLabelledBy="arrived-so-far" />
      <Text as="p" variant="bodySm" id="arrived-so-far">{t("home.import.arrived", { date: format.date(until) })}</Text>
    </>
  );
}
