import { Badge, BlockStack, Button, Card, Collapsible, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DraftChange } from "~/forms/diff-drafts";
import { useFormat } from "../use-format";
import { ChangeList } from "./change-list";

export interface VersionRow { version: number; effectiveFrom: Date; createdAt: Date; createdBy: string; note: string | null; changes: DraftChange[]; state: "past" | "in_force" | "scheduled" }

/** Every version with what it changed. Restoring one makes a new version of it: nothing is ever rewritten. */
export function HistoryTab({ versions, onRestore }: { versions: VersionRow[]; onRestore: (version: number) => void }) {
  return <BlockStack gap="300">{versions.map((row) => <Version key={row.version} row={row} onRestore={() => onRestore(row.version)} />)}</BlockStack>;
}

function Version({ row, onRestore }: { row: VersionRow; onRestore: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const staff = /^staff:(.+)$/.exec(row.createdBy)?.[1];
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h3" variant="headingSm">{t("why.version", { version: row.version })}</Text>
            {row.state !== "past" && <Badge tone={row.state === "in_force" ? "success" : "info"}>{t(`program.history.${row.state}`)}</Badge>}
          </InlineStack>
          {row.state === "past" && <Button variant="plain" onClick={onRestore}>{t("program.history.restore")}</Button>}
        </InlineStack>
        <Text as="p" tone="subdued">
          {t("program.history.line", { date: format.dateTime(row.effectiveFrom), who: staff ? t("posting.by.staff", { id: staff }) : t("program.history.system") })}
        </Text>
        {row.note && <Text as="p" breakWord>{row.note}</Text>}
        {row.changes.length > 0 && (
          <>
            <InlineStack>
              <Button variant="plain" disclosure={open ? "up" : "down"} onClick={() => setOpen(!open)} ariaExpanded={open}>{t("program.history.changes", { count: row.changes.length })}</Button>
            </InlineStack>
            <Collapsible id={`version-${row.version}`} open={open}><ChangeList changes={row.changes} /></Collapsible>
          </>
        )}
      </BlockStack>
    </Card>
  );
}
