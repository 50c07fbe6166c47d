import { BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";
import { useReasonWords } from "./use-reason-words";
import type { Replay } from "./use-replay";

interface Kind { kind: string; events: number; replayable: number; newestAt: Date; example: string }

/** What could not be handled, by cause: when a cause is gone, all it parked is replayed together. */
export function ParkedEventsCard({ kinds, replay }: { kinds: Kind[]; replay: Replay }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">{t("events.parkedBy.title")}</Text>
          <Text as="p" tone="subdued">{t("events.parkedBy.body")}</Text>
        </BlockStack>
        {kinds.map((kind) => <KindLine key={kind.kind} kind={kind} replay={replay} />)}
      </BlockStack>
    </Card>
  );
}

function KindLine({ kind: { kind, events, replayable, newestAt, example }, replay }: { kind: Kind; replay: Replay }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { words, detail } = useReasonWords()(example);
  return (
    <InlineStack align="space-between" blockAlign="start" gap="300">
      <div style={{ flex: "1 1 240px", minWidth: 0 }}>
        <BlockStack gap="050">
          <Text as="h3" variant="headingSm">{words}</Text>
          <Text as="p" breakWord>{detail}</Text>
          <Text as="p" variant="bodySm" tone="subdued">{t("events.parkedBy.count", { count: events })} · {t("events.parkedBy.newest", { date: format.dateTime(newestAt) })}</Text>
        </BlockStack>
      </div>
      <InlineStack gap="300" blockAlign="center">
        <Link url={`/app/events?kind=${encodeURIComponent(kind)}#events`} accessibilityLabel={t("events.parkedBy.showOf", { reason: words })}>{t("events.parkedBy.show")}</Link>
        {replayable > 0
          ? <Button onClick={() => replay.kind(kind)} loading={replay.busy} accessibilityLabel={t("events.parkedBy.replayOf", { reason: words })}>{t("events.parkedBy.replay")}</Button>
          : <Text as="span" variant="bodySm" tone="subdued">{t("events.erased")}</Text>}
      </InlineStack>
    </InlineStack>
  );
}
