import { useFetcher, useSearchParams } from "@remix-run/react";
import { Badge, Banner, BlockStack, Card, Page, SkeletonBodyText, Tabs, Text } from "@shopify/polaris";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { judgeDraft } from "~/forms/judge-draft";
import type { ProgramDraft } from "~/forms/program-draft";
import { EditorColumns } from "../editor-columns";
import { ContextualSaveBar } from "../contextual-save-bar";
import { isFailed, type FailedAction } from "../failed-action";
import { useFrame } from "../frame-context";
import { useDraftEditing } from "../use-draft-editing";
import { useFieldError } from "../use-field-error";
import { useFormat } from "../use-format";
import { CardPreview } from "./card-preview";
import { EditingProvider } from "./draft-fields";
import { DryRunView } from "./dry-run-view";
import { EarnTab } from "./earn-tab";
import { HistoryTab, type VersionRow } from "./history-tab";
import { PoliciesTab } from "./policies-tab";
import { SaveModal, type PreviewAnswer } from "./save-modal";
import { TiersTab } from "./tiers-tab";
import { useJudged } from "./use-judged";

const TABS = ["earn", "tiers", "policies", "history"] as const;
type Tab = (typeof TABS)[number];

export interface ProgramPage {
  version: number;
  stored: ProgramDraft;
  scheduled: { version: number; from: Date } | null;
  versions: (VersionRow & { draft: ProgramDraft })[];
  membersByTier: Record<string, number>;
  proposal: { ladder: ProgramDraft["ladder"]; topTenPercentMinor: number | null; topTenPercentTier: string | null };
  appearance: { color: string | null; radius: number };
}

/** One draft over all tabs: what was typed in one is still there after a look at another, and is saved together. */
export function ProgramEditor({ page }: { page: ProgramPage }) {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const [tab, setTab] = useTab();
  const [saving, setSaving] = useState(false);
  const judge = useCallback((draft: ProgramDraft) => judgeDraft(draft, { currency: shop.currency, version: page.version }), [shop.currency, page.version]);
  const editing = useDraftEditing(page.stored, judge);
  // A new version ends the editing; the same one read again must not take away what was typed.
  useEffect(() => editing.reset(page.stored), [page.version]);
  // Not while saving: an answer that renews nothing, sent amid the save's own renewal, would leave the page as it was before.
  const preview = useDryRun(editing.dirty && editing.ok && !saving ? editing.draft : null, page.version);
  const names = useMemo(() => Object.fromEntries([...page.stored.ladder, ...editing.draft.ladder].map((tier) => [tier.handle, tier.name])), [page.stored, editing.draft]);
  const formError = useFieldError(editing.errors)("form");
  const restore = (version: number) => {
    const row = page.versions.find((one) => one.version === version);
    if (!row) return;
    editing.change(row.draft);
    setTab("earn");
  };
  return (
    <Page title={t("nav.program")} titleMetadata={<Badge>{t("why.version", { version: page.version })}</Badge>}>
      <ContextualSaveBar id="program" dirty={editing.dirty} onSave={() => editing.trySave() && setSaving(true)} onDiscard={() => editing.reset(page.stored)} />
      <EditingProvider value={editing}>
        <EditorColumns
          main={(
            <Tabs fitted selected={TABS.indexOf(tab)} onSelect={(index) => setTab(TABS[index]!)} tabs={TABS.map((id) => ({ id, content: t(`program.tab.${id}`), panelID: `panel-${id}` }))}>
              <div style={{ paddingTop: 16 }}>
                <BlockStack gap="400">
                  {formError && <Banner tone="critical">{formError}</Banner>}
                  {editing.dirty && !editing.ok && Object.keys(editing.errors).length > 0 && <Banner tone="critical">{t("program.save.wrong")}</Banner>}
                  {page.scheduled && tab !== "history" && <Scheduled scheduled={page.scheduled} />}
                  {tab === "earn" && <EarnTab />}
                  {tab === "tiers" && <TiersTab counts={countsAfter(page.membersByTier, preview)} proposal={page.proposal} />}
                  {tab === "policies" && <PoliciesTab />}
                  {tab === "history" && <HistoryTab versions={page.versions} onRestore={restore} />}
                </BlockStack>
              </div>
            </Tabs>
          )}
          side={(
            <>
              <PreviewCard appearance={page.appearance} />
              {editing.dirty && editing.ok && <EffectCard preview={preview} names={names} />}
            </>
          )}
        />
      </EditingProvider>
      {saving && (
        <SaveModal draft={editing.draft} stored={page.stored} version={page.version} names={names} onClose={() => setSaving(false)} onSaved={() => setSaving(false)}
          onErrors={(errors) => { setSaving(false); editing.refuse(errors); }} />
      )}
    </Page>
  );
}

function PreviewCard({ appearance }: { appearance: ProgramPage["appearance"] }) {
  const { t } = useTranslation();
  const program = useJudged();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">{t("preview.title")}</Text>
        {program && <CardPreview program={program} appearance={appearance} />}
      </BlockStack>
    </Card>
  );
}

function EffectCard({ preview, names }: { preview: PreviewAnswer | FailedAction | undefined; names: Record<string, string> }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">{t("dryRun.title")}</Text>
        {preview?.ok ? <DryRunView run={preview.run} names={names} /> : preview && isFailed(preview) ? <Text as="p" tone="subdued">{t("dryRun.failed")}</Text> : <SkeletonBodyText lines={4} />}
      </BlockStack>
    </Card>
  );
}

function Scheduled({ scheduled }: { scheduled: NonNullable<ProgramPage["scheduled"]> }) {
  const { t } = useTranslation();
  const format = useFormat();
  return <Banner tone="info">{t("program.scheduled", { version: scheduled.version, date: format.dateTime(scheduled.from) })}</Banner>;
}

/** Asks for the effect of the draft when typing pauses. */
function useDryRun(draft: ProgramDraft | null, version: number): PreviewAnswer | FailedAction | undefined {
  const fetcher = useFetcher<PreviewAnswer | FailedAction>({ key: "dry-run" });
  const [asked, setAsked] = useState<ProgramDraft | null>(null);
  useEffect(() => {
    if (!draft) return;
    const timer = setTimeout(() => {
      setAsked(draft);
      fetcher.submit({ intent: "preview", version, draft } as never, { method: "post", encType: "application/json" });
    }, 500);
    return () => clearTimeout(timer);
  }, [draft]);
  // The answer to an older draft would be a wrong promise about this one.
  return draft && asked === draft && fetcher.state === "idle" ? fetcher.data : undefined;
}

/** Members by tier after all moves of the dry run; as they are now while there is none. */
function countsAfter(now: Record<string, number>, preview: PreviewAnswer | FailedAction | undefined): Record<string, number> {
  const counts = { ...now };
  if (!preview?.ok) return counts;
  for (const { from, to, members } of preview.run.moves) {
    counts[from] = (counts[from] ?? 0) - members;
    counts[to] = (counts[to] ?? 0) + members;
  }
  return counts;
}

function useTab(): [Tab, (tab: Tab) => void] {
  const [params, setParams] = useSearchParams();
  const tab = TABS.find((known) => known === params.get("tab")) ?? "earn";
  const set = (next: Tab) => setParams((current) => { current.set("tab", next); return current; }, { replace: true, preventScrollReset: true });
  return [tab, set];
}
