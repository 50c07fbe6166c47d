import { useNavigate, useSearchParams } from "@remix-run/react";
import { BlockStack, EmptySearchResult, IndexTable, InlineStack, Text, useBreakpoints } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { MemberStateBadge, TierBadge } from "../points-badges";
import { RowLink } from "../row-link";
import { useFormat } from "../use-format";

/** As much of a member as a row shows. */
export interface MemberTableRow {
  memberId: bigint; customerId: string | null; name: string | null; email: string | null; state: string; tier: string;
  available: bigint; pending: bigint; owed: bigint; enrolledAt: Date; lastOrderAt: Date | null;
}
interface Props { page: { rows: MemberTableRow[]; next: string | null; previous: string | null }; tiers: { handle: string; name: string }[] }

export function MemberTable({ page, tiers }: Props) {
  const { t } = useTranslation();
  const { smDown } = useBreakpoints();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const turn = (direction: "after" | "before", cursor: string) => {
    const next = new URLSearchParams(params);
    next.delete("after");
    next.delete("before");
    next.set(direction, cursor);
    navigate(`?${next}`);
  };
  const tierName = (handle: string) => tiers.find((tier) => tier.handle === handle)?.name ?? handle;
  return (
    <IndexTable
      condensed={smDown}
      selectable={false}
      itemCount={page.rows.length}
      resourceName={{ singular: t("members.one"), plural: t("members.other") }}
      headings={[
        { title: t("members.member") }, { title: t("members.tier") }, { title: t("members.available"), alignment: "end" },
        { title: t("members.pending"), alignment: "end" }, { title: t("members.lastOrder") }, { title: t("members.since") },
      ]}
      emptyState={<EmptySearchResult title={t("members.none.title")} description={t("members.none.body")} withIllustration />}
      pagination={page.next || page.previous ? {
        hasNext: page.next !== null, onNext: () => turn("after", page.next!),
        hasPrevious: page.previous !== null, onPrevious: () => turn("before", page.previous!),
      } : undefined}
    >
      {page.rows.map((row, position) => (
        <IndexTable.Row id={String(row.memberId)} key={String(row.memberId)} position={position}>
          {smDown ? <CondensedRow row={row} tier={tierName(row.tier)} /> : <WideRow row={row} tier={tierName(row.tier)} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

interface RowProps { row: MemberTableRow; tier: string }

function WideRow({ row, tier }: RowProps) {
  const format = useFormat();
  return (
    <>
      <IndexTable.Cell><MemberName row={row} /></IndexTable.Cell>
      <IndexTable.Cell><TierBadge name={tier} /></IndexTable.Cell>
      <IndexTable.Cell><Points row={row} /></IndexTable.Cell>
      <IndexTable.Cell><Text as="p" alignment="end" numeric tone={row.pending === 0n ? "subdued" : undefined}>{format.number(row.pending)}</Text></IndexTable.Cell>
      <IndexTable.Cell>{row.lastOrderAt ? format.date(row.lastOrderAt) : "–"}</IndexTable.Cell>
      <IndexTable.Cell>{format.date(row.enrolledAt)}</IndexTable.Cell>
    </>
  );
}

function CondensedRow({ row, tier }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div style={{ padding: "12px 16px", width: "100%" }}>
      <BlockStack gap="100">
        <MemberName row={row} />
        <InlineStack gap="200" blockAlign="center">
          <TierBadge name={tier} />
          <Text as="span" tone="subdued">{t("members.condensed", { available: format.number(row.available), pending: format.number(row.pending) })}</Text>
        </InlineStack>
      </BlockStack>
    </div>
  );
}

function MemberName({ row }: { row: MemberTableRow }) {
  const { t } = useTranslation();
  const name = row.name ?? row.email ?? t("members.customer", { id: row.customerId ?? "–" });
  return (
    <BlockStack>
      <InlineStack gap="200">
        <RowLink url={`/app/members/${row.memberId}`}>{name}</RowLink>
        <MemberStateBadge state={row.state} />
      </InlineStack>
      {row.name && row.email && <Text as="span" tone="subdued" variant="bodySm">{row.email}</Text>}
    </BlockStack>
  );
}

/** Owed points stand in the place of the balance: a member who owes has none. */
function Points({ row }: { row: MemberTableRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  return row.owed > 0n
    ? <Text as="p" alignment="end" numeric tone="critical">{t("members.owes", { points: format.number(row.owed) })}</Text>
    : <Text as="p" alignment="end" numeric>{format.number(row.available)}</Text>;
}
