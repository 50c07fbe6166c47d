import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, List, Modal, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { MOST_STAFF_TEXT } from "~/forms/adjustment";
import type { RewardValue } from "~/loyalty/rewards/reward";
import { AskingModal } from "../asking-modal";
import { FailureBanner, isFailed, type FailedAction } from "../failed-action";
import { useFormat } from "../use-format";

export interface Cancelable { redemptionId: bigint; status: string; points: bigint; snapshot: { title: string; value: RewardValue }; comingBack: { points: bigint; until: string | null }[] }

/** Says what comes back, and until when, before a redemption is given back; whoever does it may say why. */
export function CancelModal({ redemption, onClose }: { redemption: Cancelable; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher<{ ok: boolean; status: string } | FailedAction>();
  const answer = fetcher.data;
  const [reason, setReason] = useState("");
  useEffect(() => {
    if (fetcher.state !== "idle" || !answer || isFailed(answer) || !answer.ok) return;
    window.shopify?.toast.show(t(answer.status === "voided" ? "codes.cancel.given" : "codes.cancel.begun"));
    onClose();
  }, [fetcher.state, answer]);
  const cancel = () => fetcher.submit({ intent: "cancel", redemptionId: String(redemption.redemptionId), reason: reason.trim() }, { method: "post", action: "/app/codes", encType: "application/json" });
  return (
    <AskingModal onClose={onClose} title={t("codes.cancel.title", { title: redemption.snapshot.title })}
      primaryAction={{ content: t("codes.cancel.confirm"), destructive: true, onAction: cancel, loading: fetcher.state !== "idle" }} secondaryActions={[{ content: t("codes.cancel.keep"), onAction: onClose }]}>
      <Modal.Section>
        <BlockStack gap="300">
          <FailureBanner answer={answer} />
          {answer && !isFailed(answer) && !answer.ok && <Banner tone="warning">{t(answer.status === "burned" ? "codes.cancel.over" : "codes.cancel.already")}</Banner>}
          <Text as="p">{t(redemption.status === "held" ? "codes.cancel.held" : "codes.cancel.issued", { points: format.number(redemption.points) })}</Text>
          <List>
            {redemption.comingBack.map(({ points, until }) => (
              <List.Item key={until ?? "never"}>{until === null ? t("codes.cancel.never", { points: format.number(points) }) : t("codes.cancel.until", { points: format.number(points), date: format.lastDay(until) })}</List.Item>
            ))}
          </List>
          <TextField label={t("codes.cancel.reason")} value={reason} onChange={setReason} autoComplete="off" maxLength={MOST_STAFF_TEXT} showCharacterCount multiline={2} helpText={t("codes.cancel.reasonHelp")} />
        </BlockStack>
      </Modal.Section>
    </AskingModal>
  );
}
