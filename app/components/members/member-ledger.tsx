import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, Card, IndexTable, InlineStack, Text, useBreakpoints } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../use-format";
import { usePostingText } from "./use-posting-text";

export interface LedgerEntry {
  txnId: bigint; kind: string; reason: string; values: Record<string, string | number>; actor: string; orderId: string | null; orderName: string | null;
  at: Date; change: { pending: bigint; available: bigint; held: bigint; debt: bigint };
}
interface Props {
  memberId: bigint;
  first: { rows: LedgerEntry[]; next: bigint | null };
  onUndo: (entry: LedgerEntry) => void;
}

/** Every posting of the member with its reason; older ones are fetched on request. */
export function MemberLedger({ memberId, first, onUndo }: Props) {
  const { t } = useTranslation();
  const { smDown } = useBreakpoints();
  const { rows, next, more, loading } = usePagedLedger(memberId, first);
  return (
    <Card padding="0">
      <Box padding="400"><Text as="h2" variant="headingMd">{t("member.ledger.title")}</Text></Box>
      <IndexTable
        condensed={smDown} selectable={false} itemCount={rows.length} resourceName={{ singular: t("member.ledger.one"), plural: t("member.ledger.other") }}
        headings={[{ title: t("member.ledger.date") }, { title: t("member.ledger.what") }, { title: t("member.ledger.change"), alignment: "end" }, { title: t("member.adjust.undo"), hidden: true }]}
        emptyState={<Box padding="400"><Text as="p" tone="subdued" alignment="center">{t("member.ledger.empty")}</Text></Box>}
      >
        {rows.map((row, position) => (
          <IndexTable.Row id={String(row.txnId)} key={String(row.txnId)} position={position}>
            {smDown ? <Condensed row={row} onUndo={onUndo} /> : <Wide row={row} onUndo={onUndo} />}
          </IndexTable.Row>
        ))}
      </IndexTable>
      {next !== null && (
        <Box padding="300"><InlineStack align="center"><Button onClick={more} loading={loading} variant="tertiary">{t("member.ledger.more")}</Button></InlineStack></Box>
      )}
    </Card>
  );
}

interface RowProps { row: LedgerEntry; onUndo: Props["onUndo"] }

function Wide({ row, onUndo }: RowProps) {
  const format = useFormat();
  return (
    <>
      <IndexTable.Cell><Text as="span" tone="subdued">{format.dateTime(row.at)}</Text></IndexTable.Cell>
      <IndexTable.Cell><What row={row} /></IndexTable.Cell>
      <IndexTable.Cell><Change row={row} /></IndexTable.Cell>
      <IndexTable.Cell><Undo row={row} onUndo={onUndo} /></IndexTable.Cell>
    </>
  );
}

function Condensed({ row, onUndo }: RowProps) {
  const format = useFormat();
  return (
    <Box padding="300" width="100%">
      <InlineStack align="space-between" blockAlign="start" wrap={false} gap="300">
        <BlockStack gap="050">
          <What row={row} />
          <Text as="span" variant="bodySm" tone="subdued">{format.dateTime(row.at)}</Text>
          <Undo row={row} onUndo={onUndo} />
        </BlockStack>
        <Change row={row} />
      </InlineStack>
    </Box>
  );
}

/** Only what staff posted is undone by staff; what orders posted follows the orders. */
function Undo({ row, onUndo }: RowProps) {
  const { t } = useTranslation();
  if (row.kind !== "adjustment") return null;
  return <div><Button variant="plain" onClick={() => onUndo(row)} accessibilityLabel={t("member.adjust.undoThis")}>{t("member.adjust.undo")}</Button></div>;
}

function What({ row }: { row: LedgerEntry }) {
  const text = usePostingText();
  const { title, detail } = text(row);
  return (
    <div style={{ whiteSpace: "normal", overflowWrap: "anywhere" }}>
      <BlockStack>
        <Text as="span">{title}</Text>
        {detail && <Text as="span" variant="bodySm" tone="subdued">{detail}</Text>}
      </BlockStack>
    </div>
  );
}

/** What moved, by pocket: a release moves from pending to available and changes two of them. */
function Change({ row }: { row: LedgerEntry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = (["available", "pending", "held", "debt"] as const).filter((pocket) => row.change[pocket] !== 0n);
  return (
    <BlockStack gap="050" inlineAlign="end">
      {parts.map((pocket) => (
        <InlineStack key={pocket} gap="100" wrap={false} blockAlign="center">
          <Text as="span" numeric fontWeight="semibold" tone={row.change[pocket] > 0n ? "success" : undefined}>{format.signed(row.change[pocket])}</Text>
          <Text as="span" variant="bodySm" tone="subdued">{t(`member.pocketIn.${pocket}`)}</Text>
        </InlineStack>
      ))}
    </BlockStack>
  );
}

function usePagedLedger(memberId: bigint, first: Props["first"]) {
  const fetcher = useFetcher<{ ledger: Props["first"] }>();
  const [older, setOlder] = useState<Props["first"][]>([]);
  useEffect(() => setOlder([]), [first]);
  useEffect(() => {
    const page = fetcher.data?.ledger;
    if (page && fetcher.state === "idle") setOlder((pages) => (pages.some((known) => known.rows[0]?.txnId === page.rows[0]?.txnId) ? pages : [...pages, page]));
  }, [fetcher.data, fetcher.state]);
  const last = older.at(-1) ?? first;
  return {
    rows: [first, ...older].flatMap((page) => page.rows),
    next: last.next,
    more: () => fetcher.load(`/app/members/${memberId}/ledger?before=${last.next}`),
    loading: fetcher.state !== "idle",
  };
}
