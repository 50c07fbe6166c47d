import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, List, Modal, SkeletonBodyText, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { FieldErrors } from "~/forms/field-errors";
import type { RewardDraft } from "~/forms/reward-draft";
import type { Program } from "~/loyalty/program/program";
import type { Reward } from "~/loyalty/rewards/reward";
import type { DiscountChange } from "~/loyalty/rewards/compare-discounts";
import { AskingModal } from "../asking-modal";
import { FailureBanner, isFailed, type FailedAction } from "../failed-action";
import { useFormat } from "../use-format";
import { DearReward } from "./reward-cost-card";

export interface SavedReward { rewardId: bigint; version: number }
interface DryRun { members: number; points: bigint; codesOut: number; discounts: DiscountChange }
type Refused = { ok: false; errors: FieldErrors } | FailedAction;
interface Props { draft: RewardDraft; /** What the draft means, at the rate points are earned by. */ reward: Reward | null; rate: Program["earn"]["rate"]; version: number; isNew: boolean; onSaved: (saved: SavedReward) => void; onErrors: (errors: FieldErrors) => void; onClose: () => void }

/** The dry run stands between a change and its saving: who could redeem it, what stays as it was, what Shopify is asked for. */
export function SaveRewardModal({ draft, reward, rate, version, isNew, onSaved, onErrors, onClose }: Props) {
  const { t } = useTranslation();
  const preview = useFetcher<{ ok: true; run: DryRun } | Refused>();
  const save = useFetcher<({ ok: true } & SavedReward) | Refused>();
  const send = (fetcher: { submit: typeof save.submit }, command: object) => void fetcher.submit(command as never, { method: "post", encType: "application/json" });
  const ask = () => send(preview, { intent: "preview", draft });
  useEffect(ask, []);
  useEffect(() => {
    if (preview.state === "idle" && preview.data && !isFailed(preview.data) && !preview.data.ok) onErrors(preview.data.errors);
  }, [preview.state, preview.data]);
  useEffect(() => {
    if (save.state !== "idle" || !save.data || isFailed(save.data)) return;
    if (!save.data.ok) return onErrors(save.data.errors);
    window.shopify?.toast.show(t("rewards.saved", { title: draft.title.trim() }));
    onSaved(save.data);
  }, [save.state, save.data]);
  const run = preview.data?.ok ? preview.data.run : null;
  return (
    <AskingModal onClose={onClose} title={t(isNew ? "rewards.save.titleNew" : "rewards.save.title")}
      primaryAction={{ content: t("program.save.confirm"), onAction: () => send(save, { intent: "save", version, draft }), loading: save.state !== "idle", disabled: !run }}
      secondaryActions={[{ content: t("common.cancel"), onAction: onClose }]}>
      <Modal.Section>
        <BlockStack gap="300">
          <FailureBanner answer={save.data} />
          {preview.data && isFailed(preview.data) && <><FailureBanner answer={preview.data} /><div><Button onClick={ask} loading={preview.state !== "idle"}>{t("failure.again")}</Button></div></>}
          <Text as="h3" variant="headingSm">{t("program.save.effect")}</Text>
          {run ? <Effect run={run} /> : !preview.data && <SkeletonBodyText lines={3} />}
          <DearReward reward={reward} rate={rate} />
          {!isNew && <Banner tone="info">{t("rewards.save.past")}</Banner>}
        </BlockStack>
      </Modal.Section>
    </AskingModal>
  );
}

function Effect({ run: { members, points, codesOut, discounts } }: { run: DryRun }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { made, closed, retitled, onDemand } = discounts;
  return (
    <List>
      <List.Item>{t("rewards.save.members", { count: members, members: format.number(members), points: format.number(points) })}</List.Item>
      {codesOut > 0 && <List.Item>{t("rewards.save.codesOut", { count: codesOut, codes: format.number(codesOut) })}</List.Item>}
      {made > 0 && <List.Item>{onDemand ? t("rewards.save.madeOnDemand", { count: made }) : t("rewards.save.made")}</List.Item>}
      {closed > 0 && <List.Item>{t("rewards.save.closed", { count: closed })}</List.Item>}
      {retitled > 0 && <List.Item>{t("rewards.save.retitled")}</List.Item>}
      {made + closed + retitled === 0 && <List.Item>{t("rewards.save.same")}</List.Item>}
    </List>
  );
}
