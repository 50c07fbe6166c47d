import { useFetcher } from "@remix-run/react";
import { BlockStack, Modal, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { AskingModal } from "../asking-modal";
import { FailureBanner } from "../failed-action";

export type StateChange = "exclude" | "block" | "re_enroll";

/** Says what a change of state does to the member's points before it is done. */
export function StateModal({ change, name, onClose }: { change: StateChange; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<{ ok: boolean }>();
  useEffect(() => {
    if (fetcher.state === "idle" && fetcher.data?.ok) onClose();
  }, [fetcher.state, fetcher.data]);
  return (
    <AskingModal onClose={onClose} title={t(`member.change.${change}.title`, { name })}
      primaryAction={{
        content: t(`member.change.${change}.action`), destructive: change !== "re_enroll", loading: fetcher.state !== "idle",
        onAction: () => fetcher.submit({ intent: "state", change }, { method: "post", encType: "application/json" }),
      }}
      secondaryActions={[{ content: t("common.cancel"), onAction: onClose }]}>
      <Modal.Section>
        <BlockStack gap="300">
          <FailureBanner answer={fetcher.data} />
          <Text as="p">{t(`member.change.${change}.body`)}</Text>
        </BlockStack>
      </Modal.Section>
    </AskingModal>
  );
}
