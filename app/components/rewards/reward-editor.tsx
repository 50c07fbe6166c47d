import { useNavigate } from "@remix-run/react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { judgeReward } from "~/forms/judge-reward";
import { valueDraft, type RewardDraft } from "~/forms/reward-draft";
import type { Program } from "~/loyalty/program/program";
import type { PriceChange } from "~/loyalty/rewards/price-today";
import type { RewardProposal } from "~/loyalty/rewards/propose-rewards";
import type { PausedReason } from "~/loyalty/rewards/reward";
import type { RewardStanding } from "~/loyalty/rewards/reward-standing";
import { EditorColumns } from "../editor-columns";
import { ContextualSaveBar } from "../contextual-save-bar";
import { useFrame } from "../frame-context";
import { LongTitles } from "../long-titles";
import { useDraftEditing } from "../use-draft-editing";
import { CodeCard } from "./code-card";
import { RewardEditingProvider } from "./draft-fields";
import { LimitsCard } from "./limits-card";
import { MistakesBanner } from "./mistakes-banner";
import { PoolFaultBanner } from "./pool-state";
import { PriceCard } from "./price-card";
import { RewardCostCard } from "./reward-cost-card";
import { RewardPreview } from "./reward-preview";
import { RewardStateBadge } from "./reward-state-badge";
import { RewardStateModal, type StateTarget } from "./reward-state-modal";
import { SaveRewardModal, type SavedReward } from "./save-reward-modal";
import { ScheduleCard } from "./schedule-card";
import { useRewardWords } from "./use-reward-words";
import { ValueCard } from "./value-card";

export interface RewardPage {
  /** Null = it does not exist yet, at version 0. */
  rewardId: bigint | null;
  version: number;
  stored: RewardDraft;
  /** As stored; null for a new one. */
  title: string | null;
  standing: RewardStanding | null;
  /** Why Shopify makes no codes for it. */
  fault: string | null;
  pausedReason: PausedReason | null;
  /** What somebody did to its discount at Shopify, while that is news. */
  discountFate: "ended" | "changed" | "deleted" | null;
  /** Ended by somebody, for good. One whose last day is over may get another last day. */
  closed: boolean;
  /** That the free product costs something else today; null for a reward of another kind. */
  priceChange: Promise<PriceChange | null> | null;
  proposal: RewardProposal | null;
  program: Pick<Program, "worth" | "pointName"> & { rate: Program["earn"]["rate"]; ladder: { handle: string; name: string }[] };
  appearance: { color: string | null; radius: number };
}

export function RewardEditor({ page }: { page: RewardPage }) {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const judge = useCallback((draft: RewardDraft) => judgeReward(draft, shop), [shop]);
  const [start] = useState(useStart(page));
  const editing = useDraftEditing(page.stored, judge, start);
  const [asking, setAsking] = useState<"save" | StateTarget | null>(null);
  const created = useCreated();
  // A new version ends the editing; the same one read again must not take away what was typed.
  useEffect(() => { if (page.rewardId !== null) editing.reset(page.stored); }, [page.version]);
  const saved = ({ rewardId }: SavedReward) => { setAsking(null); if (page.rewardId === null) created.open(rewardId); };
  const [tries, setTries] = useState(0);
  const trySave = () => { if (editing.trySave()) setAsking("save"); else setTries((count) => count + 1); };
  const reward = editing.judged.ok ? editing.judged.reward : null;
  return (
    <LongTitles>
      <Page title={page.title ?? t("rewards.new")} titleMetadata={page.standing && <RewardStateBadge standing={page.standing} />} backAction={{ content: t("nav.rewards"), url: "/app/rewards" }}
        secondaryActions={stateTargets(page.standing).map((target) => ({ content: t(`rewards.change.${target}.action`), destructive: target === "ended", onAction: () => setAsking(target) }))}>
        <ContextualSaveBar id="reward" dirty={editing.dirty && created.rewardId === null && !page.closed} onSave={trySave} onDiscard={() => editing.reset(page.stored)} />
        <RewardEditingProvider value={editing}>
          <EditorColumns
            main={(
              <BlockStack gap="400">
                {page.standing === "ended" && <Banner tone="info">{t(page.closed ? "rewards.endedNote" : "rewards.overNote")}</Banner>}
                {page.pausedReason !== null && <Banner tone="warning" title={t(`rewards.pausedFor.${page.pausedReason}.title`)} action={{ content: t("rewards.change.active.action"), onAction: () => setAsking("active") }}>{t(`rewards.pausedFor.${page.pausedReason}.body`)}</Banner>}
                {page.discountFate !== null && page.discountFate !== "ended" && <Banner tone="warning">{t(`codes.findings.${page.discountFate}`)}</Banner>}
                {page.fault !== null && page.rewardId !== null && page.standing !== "ended" && <PoolFaultBanner rewardId={page.rewardId} fault={page.fault} />}
                {editing.tried && Object.keys(editing.errors).length > 0 && <MistakesBanner errors={editing.errors} draft={editing.draft} tries={tries} />}
                <fieldset disabled={page.closed} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
                  <BlockStack gap="400">
                    <ValueCard priceChange={page.priceChange} /><PriceCard program={page.program} /><LimitsCard ladder={page.program.ladder} /><CodeCard /><ScheduleCard />
                  </BlockStack>
                </fieldset>
              </BlockStack>
            )}
            side={<><RewardPreview reward={reward} appearance={page.appearance} /><RewardCostCard reward={reward} rate={page.program.rate} /></>}
          />
        </RewardEditingProvider>
        {asking === "save" && <SaveRewardModal draft={editing.draft} reward={reward} rate={page.program.rate} version={page.version} isNew={page.rewardId === null} onClose={() => setAsking(null)} onSaved={saved} onErrors={(errors) => { setAsking(null); editing.refuse(errors); setTries((count) => count + 1); }} />}
        {asking !== null && asking !== "save" && <RewardStateModal target={asking} title={page.title ?? ""} pausedReason={page.pausedReason} onClose={() => setAsking(null)} />}
      </Page>
    </LongTitles>
  );
}

/** A proposal is a draft that was begun: its words are the merchant's language, and nothing of it is saved. */
function useStart({ stored, proposal }: RewardPage): RewardDraft {
  const { shop } = useFrame();
  const words = useRewardWords();
  if (!proposal) return stored;
  const { value, price } = proposal;
  return {
    ...stored, ...valueDraft(value, shop.currency), title: price.kind === "slider" ? words.gives(proposal) : words.valueText(value), pricing: price.kind,
    ...(price.kind === "fixed" ? { points: String(price.points) } : { points: String(price.stepPoints), steps: String(price.steps) }),
  };
}

/** Goes to the reward that was made, once nothing counts as unsaved any more. */
function useCreated() {
  const navigate = useNavigate();
  const [rewardId, setRewardId] = useState<bigint | null>(null);
  useEffect(() => { if (rewardId !== null) navigate(`/app/rewards/${rewardId}`, { replace: true }); }, [rewardId]);
  return { rewardId, open: setRewardId };
}

function stateTargets(standing: RewardStanding | null): StateTarget[] {
  if (standing === null || standing === "ended") return [];
  return standing === "paused" ? ["active", "ended"] : ["paused", "ended"];
}
