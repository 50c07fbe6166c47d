import { useSearchParams } from "@remix-run/react";
import { Badge, BlockStack, Box, Button, Card, IndexTable, InlineStack, Select, Tag, Text, useBreakpoints, useIndexResourceState } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";
import { useReasonWords } from "./use-reason-words";
import type { Replay } from "./use-replay";

export interface EventRow {
  inboxId: bigint; topic: string; deliveryId: string; state: "new" | "done" | "parked"; triggeredAt: Date | null; receivedAt: Date; doneAt: Date | null;
  attempts: number; parkedReason: string | null; hasBody: boolean;
}
interface Query { topic: string; state: string; kind: string; first: boolean }
interface Props { rows: EventRow[]; next: bigint | null; query: Query; topics: string[]; replay: Replay }

/** Deliveries, the newest first. What could not be handled says why and can be handled again, one or many. */
export function EventTable({ rows, next, query, topics, replay }: Props) {
  const { t } = useTranslation();
  const { smDown } = useBreakpoints();
  const set = useSetParams();
  const replayable = rows.filter((row) => row.state === "parked" && row.hasBody).map((row) => String(row.inboxId));
  const { selectedResources, allResourcesSelected, handleSelectionChange, clearSelection } = useIndexResourceState(rows.map((row) => ({ id: String(row.inboxId) })), { resourceFilter: ({ id }) => replayable.includes(id) });
  const chosen = selectedResources.filter((id) => replayable.includes(id));
  const replayChosen = () => { replay.these(chosen); clearSelection(); };
  return (
    <div id="events"><Card padding="0">
      <EventFilters query={query} topics={topics} set={set} />
      <IndexTable
        condensed={smDown} selectable={replayable.length > 0} itemCount={rows.length} resourceName={{ singular: t("events.one"), plural: t("events.other") }}
        selectedItemsCount={allResourcesSelected ? "All" : chosen.length} onSelectionChange={handleSelectionChange}
        promotedBulkActions={[{ content: t("events.replayChosen"), onAction: replayChosen, disabled: replay.busy || chosen.length === 0 }]}
        headings={[{ title: t("events.received") }, { title: t("events.topic") }, { title: t("events.state") }, { title: t("events.lag"), alignment: "end" }, { title: t("events.replay"), hidden: true }]}
        emptyState={<Box padding="400"><Text as="p" tone="subdued" alignment="center">{t(query.topic || query.state || query.kind ? "events.empty" : "events.none")}</Text></Box>}
        pagination={next !== null || !query.first ? {
          hasNext: next !== null, onNext: () => set({ before: String(next) }), hasPrevious: !query.first, onPrevious: () => history.back(),
        } : undefined}
      >
        {rows.map((row, position) => {
          const id = String(row.inboxId);
          return (
            <IndexTable.Row id={id} key={id} position={position} selected={chosen.includes(id)} disabled={!replayable.includes(id)} tone={row.state === "parked" ? "warning" : undefined}
              accessibilityLabel={t("events.replayOf", { id, topic: row.topic })}>
              {smDown ? <Condensed row={row} replay={replay} /> : <Wide row={row} replay={replay} />}
            </IndexTable.Row>
          );
        })}
      </IndexTable>
    </Card></div>
  );
}

type SetParams = ReturnType<typeof useSetParams>;

/** Changes some of the address and goes back to the newest. */
function useSetParams() {
  const [, setParams] = useSearchParams();
  return (change: Record<string, string>) => setParams((params) => {
    params.delete("before");
    for (const [name, value] of Object.entries(change)) if (value) params.set(name, value); else params.delete(name);
    return params;
  }, { preventScrollReset: true });
}

function EventFilters({ query, topics, set }: { query: Query; topics: string[]; set: SetParams }) {
  const { t } = useTranslation();
  const { words } = useReasonWords()(query.kind);
  const all = { label: t("events.all"), value: "" };
  return (
    <Box padding="400">
      <InlineStack gap="300" blockAlign="end">
        <Select label={t("events.topic")} value={query.topic} onChange={(topic) => set({ topic })} options={[all, ...topics.map((topic) => ({ label: topic, value: topic }))]} />
        <Select label={t("events.state")} value={query.kind ? "parked" : query.state} onChange={(state) => set({ state, kind: "" })}
          options={[all, ...(["new", "done", "parked"] as const).map((state) => ({ label: t(`events.stateOf.${state}`), value: state }))]} />
        {query.kind && <Tag onRemove={() => set({ kind: "" })}>{words}</Tag>}
      </InlineStack>
    </Box>
  );
}

function Wide({ row, replay }: { row: EventRow; replay: Replay }) {
  const format = useFormat();
  return (
    <>
      <IndexTable.Cell>{format.moment(row.receivedAt)}</IndexTable.Cell>
      <IndexTable.Cell><BlockStack><Text as="span">{row.topic}</Text><Reason row={row} /></BlockStack></IndexTable.Cell>
      <IndexTable.Cell><EventState row={row} /></IndexTable.Cell>
      <IndexTable.Cell><Text as="p" alignment="end" numeric>{row.triggeredAt ? format.seconds((row.receivedAt.getTime() - row.triggeredAt.getTime()) / 1000) : "–"}</Text></IndexTable.Cell>
      <IndexTable.Cell><ReplayButton row={row} replay={replay} /></IndexTable.Cell>
    </>
  );
}

function Condensed({ row, replay }: { row: EventRow; replay: Replay }) {
  const format = useFormat();
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="100">
        <InlineStack align="space-between"><Text as="span" fontWeight="medium">{row.topic}</Text><EventState row={row} /></InlineStack>
        <Text as="span" variant="bodySm" tone="subdued">{format.moment(row.receivedAt)}</Text>
        <Reason row={row} />
        <ReplayButton row={row} replay={replay} />
      </BlockStack>
    </Box>
  );
}

function EventState({ row }: { row: EventRow }) {
  const { t } = useTranslation();
  const tone = row.state === "done" ? "success" : row.state === "parked" ? "critical" : "info";
  return <Badge tone={tone}>{t(`events.stateOf.${row.state}`)}</Badge>;
}

/** Why it was parked; why the last try failed while it waits for the next; a note on what was done with it. */
function Reason({ row }: { row: EventRow }) {
  const { words, detail } = useReasonWords()(row.parkedReason ?? "");
  if (!row.parkedReason) return null;
  const parked = row.state === "parked";
  return (
    <div style={{ whiteSpace: "normal", overflowWrap: "anywhere" }}>
      <Text as="span" variant="bodySm" tone={parked ? "critical" : "subdued"}>{parked ? `${words}: ${detail}` : row.parkedReason}</Text>
    </div>
  );
}

function ReplayButton({ row, replay }: { row: EventRow; replay: Replay }) {
  const { t } = useTranslation();
  if (row.state !== "parked") return null;
  if (!row.hasBody) return <Text as="span" variant="bodySm" tone="subdued">{t("events.erased")}</Text>;
  const id = String(row.inboxId);
  return (
    // A click on the button is no click on the row, which would choose it.
    <div onClick={(event) => event.stopPropagation()}>
      <Button size="slim" onClick={() => replay.these([id])} loading={replay.busy} accessibilityLabel={t("events.replayOf", { id, topic: row.topic })}>{t("events.replay")}</Button>
    </div>
  );
}
