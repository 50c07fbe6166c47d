import { useSearchParams } from "@remix-run/react";
import { Banner, BlockStack, Box, Button, Card, InlineGrid, InlineStack, Pagination, Select, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { CODE_STATUSES } from "~/forms/code-query";
import { CancelModal } from "./cancel-modal";
import { RedemptionItem, type ShownRedemption } from "./redemption-item";

interface Props {
  query: { search: string; status: string; first: boolean };
  page: { rows: ShownRedemption[]; next: bigint | null };
  /** A code of ours that was never handed out. */
  found: { state: string; reward: string } | null;
}

/** Every redemption with its code, the newest first; found by code or by member. */
export function CodeTable({ query, page, found }: Props) {
  const { t } = useTranslation();
  const set = useSetParams();
  const [canceling, setCanceling] = useState<ShownRedemption | null>(null);
  const filtered = query.search !== "" || query.status !== "";
  return (
    <Card padding="0">
      <Filters query={query} set={set} />
      {found && <Box padding="400" paddingBlockStart="0"><Banner tone={found.state === "leaked" ? "critical" : "info"}>{t("codes.loose", { reward: found.reward, state: t(`codes.looseState.${found.state}`, { defaultValue: found.state }) })}</Banner></Box>}
      {page.rows.length === 0 && !found && (filtered ? <NothingFound searched={query.search !== ""} onClear={() => set({ q: "", status: "" })} /> : <Box padding="400"><Text as="p" tone="subdued" alignment="center">{t("codes.empty")}</Text></Box>)}
      {page.rows.map((redemption) => (
        <Box key={String(redemption.redemptionId)} padding="400" borderBlockStartWidth="025" borderColor="border-secondary"><RedemptionItem redemption={redemption} onCancel={setCanceling} withMember /></Box>
      ))}
      {(page.next !== null || !query.first) && (
        <Box padding="400" borderBlockStartWidth="025" borderColor="border-secondary">
          <InlineStack align="center"><Pagination hasNext={page.next !== null} onNext={() => set({ before: String(page.next) })} hasPrevious={!query.first} onPrevious={() => history.back()} /></InlineStack>
        </Box>
      )}
      {canceling && <CancelModal redemption={canceling} onClose={() => setCanceling(null)} />}
    </Card>
  );
}

/** What can be searched, and the way back to all of them. */
function NothingFound({ searched, onClear }: { searched: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <Box padding="400" paddingBlockEnd="600">
      <BlockStack gap="200" inlineAlign="center">
        <Text as="p" fontWeight="semibold" alignment="center">{t("codes.none")}</Text>
        {searched && <Text as="p" tone="subdued" alignment="center">{t("codes.noneHelp")}</Text>}
        <Button onClick={onClear}>{t(searched ? "codes.clear" : "codes.clearState")}</Button>
      </BlockStack>
    </Box>
  );
}

function Filters({ query, set }: { query: Props["query"]; set: (change: Record<string, string>) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(query.search);
  useEffect(() => setText(query.search), [query.search]);
  const search = (event: React.FormEvent) => { event.preventDefault(); set({ q: text.trim() }); };
  return (
    <Box padding="400">
      <form onSubmit={search}>
        <InlineGrid columns={{ xs: 1, md: ["twoThirds", "oneThird"] }} gap="300">
          <TextField label={t("codes.search")} value={text} onChange={setText} autoComplete="off" maxLength={100} clearButton onClearButtonClick={() => { setText(""); set({ q: "" }); }} connectedRight={<Button submit>{t("codes.find")}</Button>} />
          <Select label={t("codes.status")} value={query.status} onChange={(status) => set({ status })} options={[{ label: t("events.all"), value: "" }, ...CODE_STATUSES.map((value) => ({ value, label: t(`codes.state.${value}`) }))]} />
        </InlineGrid>
      </form>
    </Box>
  );
}

/** Changes some of the address and goes back to the newest. */
function useSetParams() {
  const [, setParams] = useSearchParams();
  return (change: Record<string, string>) => setParams((params) => {
    params.delete("before");
    for (const [name, value] of Object.entries(change)) if (value) params.set(name, value); else params.delete(name);
    return params;
  }, { preventScrollReset: true });
}
