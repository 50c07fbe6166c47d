import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, ChoiceList, FormLayout, Modal, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { afterAdjustment, readAdjustment, type AdjustmentDraft } from "~/forms/adjustment";
import { AskingModal } from "../asking-modal";
import { FailureBanner, isFailed, type FailedAction } from "../failed-action";
import { useFieldError } from "../use-field-error";
import { useFormat } from "../use-format";

export type AdjustmentAnswer = { ok: true; points: number } | { ok: false; refusal: string };
interface Props {
  member: { name: string; pockets: { available: bigint; owed: bigint } };
  cap: number;
  /** What the form starts with: empty, or the opposite of an adjustment to undo. */
  start: AdjustmentDraft;
  onClose: () => void;
}

/** Gives or takes points: shows the result before it happens, and asks for a reason that stays in the ledger. */
export function AdjustModal({ member, cap, start, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [draft, setDraft] = useState(start);
  const [touched, setTouched] = useState(false);
  const [requestId] = useState(() => crypto.randomUUID());
  const fetcher = useFetcher<AdjustmentAnswer | FailedAction>();
  const { points, errors } = readAdjustment(draft, { cap, ...member.pockets });
  const wrong = Object.keys(errors).length > 0;
  const errorOf = useFieldError(touched ? errors : null);
  const change = (part: Partial<AdjustmentDraft>) => setDraft((current) => ({ ...current, ...part }));
  useDone(fetcher, onClose, t("member.adjust.done"));
  const send = () => {
    setTouched(true);
    if (!wrong) fetcher.submit({ intent: "adjust", requestId, points, reason: draft.reason.trim(), note: draft.note.trim() }, { method: "post", encType: "application/json" });
  };
  const label = t(`member.adjust.${draft.direction}`, { points: errors.points ? "" : format.number(Math.abs(points)) }).trim();
  return (
    <AskingModal onClose={onClose} title={t("member.adjust.title", { name: member.name })}
      primaryAction={{ content: label, onAction: send, loading: fetcher.state !== "idle", destructive: draft.direction === "take" }}
      secondaryActions={[{ content: t("common.cancel"), onAction: onClose }]}>
      <Modal.Section>
        <FormLayout>
          <FailureBanner answer={fetcher.data} />
          {fetcher.data && !fetcher.data.ok && !isFailed(fetcher.data) && <Banner tone="critical">{t(`member.adjust.refusal.${fetcher.data.refusal}`)}</Banner>}
          <ChoiceList title={t("member.adjust.direction")} selected={[draft.direction]} onChange={([direction]) => change({ direction: direction as "give" | "take" })}
            choices={[{ label: t("member.adjust.giveLabel"), value: "give", helpText: t("member.adjust.giveHelp") }, { label: t("member.adjust.takeLabel"), value: "take" }]} />
          <TextField label={t("member.adjust.points")} value={draft.points} onChange={(value) => change({ points: value })} error={errorOf("points")} inputMode="numeric"
            autoComplete="off" autoFocus helpText={t("member.adjust.cap", { cap: format.number(cap) })} onBlur={() => draft.points !== "" && setTouched(true)} />
          <TextField label={t("member.adjust.reason")} value={draft.reason} onChange={(reason) => change({ reason })} error={draft.reason === "" && !touched ? undefined : errorOf("reason")}
            autoComplete="off" maxLength={300} helpText={t("member.adjust.reasonHelp")} />
          <TextField label={t("member.adjust.note")} value={draft.note} onChange={(note) => change({ note })} autoComplete="off" maxLength={300} helpText={t("member.adjust.noteHelp")} />
          {!errors.points && <Result pockets={member.pockets} points={points} />}
        </FormLayout>
      </Modal.Section>
    </AskingModal>
  );
}

function Result({ pockets, points }: { pockets: { available: bigint; owed: bigint }; points: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const after = afterAdjustment(pockets, points);
  return (
    <BlockStack gap="050">
      <Text as="p" fontWeight="semibold">{t("member.adjust.result", { before: format.number(pockets.available), after: format.number(after.available) })}</Text>
      {pockets.owed > 0n && <Text as="p" tone="subdued">{t("member.adjust.resultOwed", { before: format.number(pockets.owed), after: format.number(after.owed) })}</Text>}
    </BlockStack>
  );
}

function useDone(fetcher: { state: string; data?: { ok: boolean } }, onClose: () => void, message: string) {
  useEffect(() => {
    if (fetcher.state !== "idle" || !fetcher.data?.ok) return;
    window.shopify?.toast.show(message);
    onClose();
  }, [fetcher.state, fetcher.data]);
}
