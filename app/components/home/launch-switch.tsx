import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, List, Modal, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { AskingModal } from "../asking-modal";
import { FailureBanner } from "../failed-action";
import { useFormat } from "../use-format";

export interface LaunchState { launchedAt: string | null; ratePerUnit: string; returnWindowDays: number }

/** Launches or takes the program back, after saying what will happen. */
export function LaunchSwitch({ launch }: { launch: LaunchState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const fetcher = useFetcher<{ ok: boolean }>();
  const launched = launch.launchedAt !== null;
  const kind = launched ? "unlaunch" : "launch";
  useEffect(() => {
    if (fetcher.state === "idle" && fetcher.data?.ok) setAsking(false);
  }, [fetcher.state, fetcher.data]);
  return (
    <BlockStack gap="200">
      {launched && <Text as="p" tone="subdued">{t("launch.since", { date: format.dateTime(launch.launchedAt!) })}</Text>}
      <InlineStack>
        <Button variant={launched ? undefined : "primary"} onClick={() => setAsking(true)}>{t(`launch.${kind}.open`)}</Button>
      </InlineStack>
      {asking && <AskingModal onClose={() => setAsking(false)} title={t(`launch.${kind}.title`)}
        primaryAction={{
          content: t(`launch.${kind}.confirm`), destructive: launched, loading: fetcher.state !== "idle",
          onAction: () => fetcher.submit({ intent: kind }, { method: "post", encType: "application/json" }),
        }}
        secondaryActions={[{ content: t("common.cancel"), onAction: () => setAsking(false) }]}>
        <Modal.Section>
          <BlockStack gap="300">
            <FailureBanner answer={fetcher.data} />
            <Text as="p">{t(`launch.${kind}.body`)}</Text>
            <List>
              {(launched ? ["keep", "hide", "facts"] : ["earn", "show", "facts"]).map((point) => (
                <List.Item key={point}>{t(`launch.${kind}.${point}`, { rate: launch.ratePerUnit, days: launch.returnWindowDays })}</List.Item>
              ))}
            </List>
          </BlockStack>
        </Modal.Section>
      </AskingModal>}
    </BlockStack>
  );
}
