import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, ChoiceList, Modal, SkeletonBodyText, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldErrors } from "~/forms/field-errors";
import { diffDrafts } from "~/forms/diff-drafts";
import type { ProgramDraft } from "~/forms/program-draft";
import { AskingModal } from "../asking-modal";
import { FailureBanner, isFailed, type FailedAction } from "../failed-action";
import { ChangeList } from "./change-list";
import { DryRunView, type DryRun } from "./dry-run-view";

export type SaveAnswer = { ok: true; version: number } | { ok: false; errors: FieldErrors };
export type PreviewAnswer = { ok: true; run: DryRun } | { ok: false; errors: FieldErrors };
interface Props {
  draft: ProgramDraft;
  stored: ProgramDraft;
  /** Of the program the draft was made from. */
  version: number;
  names: Record<string, string>;
  onSaved: () => void;
  onErrors: (errors: FieldErrors) => void;
  onClose: () => void;
}

/** The dry run stands between a change and its saving: who moves, what it costs, from when. */
export function SaveModal({ draft, stored, version, names, onSaved, onErrors, onClose }: Props) {
  const { t } = useTranslation();
  const preview = useFetcher<PreviewAnswer | FailedAction>();
  const save = useFetcher<SaveAnswer | FailedAction>();
  const [start, setStart] = useState<"now" | "later">("now");
  const [date, setDate] = useState("");
  const [note, setNote] = useState("");
  const ask = () => preview.submit({ intent: "preview", version, draft } as never, { method: "post", encType: "application/json" });
  useEffect(ask, []);
  useAnswer(save, (answer) => {
    if (isFailed(answer)) return;
    if (!answer.ok) return onErrors(answer.errors);
    window.shopify?.toast.show(t("program.saved", { version: answer.version }));
    onSaved();
  });
  const found = preview.data?.ok ? preview.data : null;
  const send = () => save.submit({ intent: "save", version, draft, note: note.trim(), startDate: start === "later" ? date : null } as never, { method: "post", encType: "application/json" });
  return (
    <AskingModal onClose={onClose} title={t("program.save.title")}
      primaryAction={{ content: t("program.save.confirm"), onAction: send, loading: save.state !== "idle", disabled: !found || (start === "later" && date === "") }}
      secondaryActions={[{ content: t("common.cancel"), onAction: onClose }]}>
      <Modal.Section>
        <FailureBanner answer={save.data} />
        {preview.data && isFailed(preview.data) && (
          <BlockStack gap="300">
            <FailureBanner answer={preview.data} />
            <div><Button onClick={ask} loading={preview.state !== "idle"}>{t("failure.again")}</Button></div>
          </BlockStack>
        )}
        {preview.data && !preview.data.ok && !isFailed(preview.data) && <Banner tone="critical">{t("program.save.wrong")}</Banner>}
        {!found && !preview.data && <SkeletonBodyText lines={6} />}
        {found && (
          <BlockStack gap="400">
            <Text as="h3" variant="headingSm">{t("program.save.effect")}</Text>
            <DryRunView run={found.run} names={names} detailed />
            <Text as="h3" variant="headingSm">{t("program.save.changes")}</Text>
            <ChangeList changes={diffDrafts(stored, draft)} />
          </BlockStack>
        )}
      </Modal.Section>
      <Modal.Section>
        <BlockStack gap="300">
          <ChoiceList title={t("program.save.start")} selected={[start]} onChange={([choice]) => setStart(choice as typeof start)}
            choices={[{ label: t("program.save.now"), value: "now" }, { label: t("program.save.later"), value: "later" }]} />
          {start === "later" && <TextField label={t("program.save.date")} type="date" value={date} onChange={setDate} autoComplete="off" helpText={t("program.save.dateHelp")} />}
          <TextField label={t("program.save.note")} value={note} onChange={setNote} autoComplete="off" maxLength={300} helpText={t("program.save.noteHelp")} />
        </BlockStack>
      </Modal.Section>
    </AskingModal>
  );
}

function useAnswer<T>(fetcher: { state: string; data?: T }, onAnswer: (answer: T) => void) {
  useEffect(() => {
    if (fetcher.state === "idle" && fetcher.data !== undefined) onAnswer(fetcher.data);
  }, [fetcher.state, fetcher.data]);
}
