import { useNavigate } from "@remix-run/react";
import { Banner, BlockStack, Layout, Page } from "@shopify/polaris";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { judgeReward } from "~/forms/judge-reward";
import { valueDraft, type RewardDraft } from "~/forms/reward-draft";
import type { Program } from "~/loyalty/program/program";
import type { RewardProposal } from "~/loyalty/rewards/propose-rewards";
import type { RewardStanding } from "~/loyalty/rewards/reward-standing";
import { ContextualSaveBar } from "../contextual-save-bar";
import { useFrame } from "../frame-context";
import { useDraftEditing } from "../use-draft-editing";
import { useFieldError } from "../use-field-error";
import { CodeCard } from "./code-card";
import { RewardEditingProvider } from "./draft-fields";
import { LimitsCard } from "./limits-card";
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
  const formError = useFieldError(editing.errors)("form");
  return (
    <Page title={page.title ?? t("rewards.new")} titleMetadata={page.standing && <RewardStateBadge standing={page.standing} />} backAction={{ content: t("nav.rewards"), url: "/app/rewards" }}
      secondaryActions={stateTargets(page.standing).map((target) => ({ content: t(`rewards.change.${target}.action`), destructive: target === "ended", onAction: () => setAsking(target) }))}>
      <ContextualSaveBar id="reward" dirty={editing.dirty && created.rewardId === null && page.standing !== "ended"} onSave={() => editing.trySave() && setAsking("save")} onDiscard={() => editing.reset(page.stored)} />
      <RewardEditingProvider value={editing}>
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              {page.standing === "ended" && <Banner tone="info">{t("rewards.endedNote")}</Banner>}
              {formError && <Banner tone="critical">{formError}</Banner>}
              {!editing.ok && Object.keys(editing.errors).length > 0 && <Banner tone="critical">{t("program.save.wrong")}</Banner>}
              <ValueCard /><PriceCard program={page.program} /><LimitsCard ladder={page.program.ladder} /><CodeCard /><ScheduleCard />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <div style={{ position: "sticky", top: 16 }}>
              <BlockStack gap="400">
                <RewardPreview reward={editing.judged.ok ? editing.judged.reward : null} appearance={page.appearance} />
                <RewardCostCard reward={editing.judged.ok ? editing.judged.reward : null} rate={page.program.rate} />
              </BlockStack>
            </div>
          </Layout.Section>
        </Layout>
      </RewardEditingProvider>
      {asking === "save" && <SaveRewardModal draft={editing.draft} version={page.version} isNew={page.rewardId === null} onClose={() => setAsking(null)} onSaved={saved} onErrors={(errors) => { setAsking(null); editing.refuse(errors); }} />}
      {asking !== null && asking !== "save" && <RewardStateModal target={asking} title={page.title ?? ""} onClose={() => setAsking(null)} />}
    </Page>
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
