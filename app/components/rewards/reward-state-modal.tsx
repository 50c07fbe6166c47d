import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Modal, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { FieldErrors } from "~/forms/field-errors";
import type { PausedReason } from "~/loyalty/rewards/reward";
import { AskingModal } from "../asking-modal";
import { FailureBanner, isFailed, type FailedAction } from "../failed-action";
import { useFieldError } from "../use-field-error";

export type StateTarget = "active" | "paused" | "ended";

interface Props { target: StateTarget; title: string; /** Why the app paused it by itself. */ pausedReason: PausedReason | null; onClose: () => void }

/** Says what pausing, going on or ending does before it is done; codes that are out stay good in each case. */
export function RewardStateModal({ target, title, pausedReason, onClose }: Props) {
  const { t } = useTranslation();
  const fetcher = useFetcher<{ ok: true } | { ok: false; errors: FieldErrors } | FailedAction>();
  const errorOf = useFieldError(fetcher.data && "errors" in fetcher.data ? fetcher.data.errors : null);
  useEffect(() => {
    if (fetcher.state !== "idle" || !fetcher.data || isFailed(fetcher.data) || !fetcher.data.ok) return;
    window.shopify?.toast.show(t(`rewards.change.${target}.done`));
    onClose();
  }, [fetcher.state, fetcher.data]);
  return (
    <AskingModal onClose={onClose} title={t(`rewards.change.${target}.title`, { title })}
      primaryAction={{ content: t(`rewards.change.${target}.action`), destructive: target === "ended", loading: fetcher.state !== "idle", onAction: () => fetcher.submit({ intent: "state", state: target }, { method: "post", encType: "application/json" }) }}
      secondaryActions={[{ content: t("common.cancel"), onAction: onClose }]}>
      <Modal.Section>
        <BlockStack gap="300">
          <FailureBanner answer={fetcher.data} />
          {errorOf("form") && <Banner tone="critical">{errorOf("form")}</Banner>}
          <Text as="p">{t(`rewards.change.${target}.body`)}</Text>
          <Text as="p">{t(pausedReason !== null ? `rewards.pausedFor.${pausedReason}.${target === "active" ? "resume" : "codes"}` : "rewards.change.codes")}</Text>
        </BlockStack>
      </Modal.Section>
    </AskingModal>
  );
}
