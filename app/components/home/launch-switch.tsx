import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, ChoiceList, InlineStack, List, Modal, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { AskingModal } from "../asking-modal";
import { FailureBanner } from "../failed-action";
import { useFormat } from "../use-format";

export interface LaunchState { launchedAt: string | null; ratePerUnit: string; returnWindowDays: number; /** In the shop's calendar. */ days: { install: string; today: string } }

/** Launches or takes the program back, after saying what will happen. */
export function LaunchSwitch({ launch }: { launch: LaunchState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const fetcher = useFetcher<{ ok: boolean }>();
  const [start, setStart] = useState<"now" | "since">("now");
  const [day, setDay] = useState(launch.days.install);
  const launched = launch.launchedAt !== null;
  const kind = launched ? "unlaunch" : "launch";
  const since = !launched && start === "since" ? day : null;
  const { install, today } = launch.days;
  const wrong = since !== null && !(since >= install && since <= today);
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
          content: t(`launch.${kind}.confirm`), destructive: launched, loading: fetcher.state !== "idle", disabled: wrong,
          onAction: () => fetcher.submit({ intent: kind, ...(since !== null && { since }) }, { method: "post", encType: "application/json" }),
        }}
        secondaryActions={[{ content: t("common.cancel"), onAction: () => setAsking(false) }]}>
        <Modal.Section>
          <BlockStack gap="300">
            <FailureBanner answer={fetcher.data} />
            {!launched && <ChoiceList title={t("launch.start")} selected={[start]} onChange={([choice]) => setStart(choice as typeof start)}
              choices={[{ label: t("launch.now"), value: "now" }, { label: t("launch.sinceDay"), value: "since" }]} />}
            {since !== null && <TextField label={t("launch.day")} type="date" value={day} min={install} max={today} onChange={setDay} autoComplete="off"
              error={wrong && t("launch.dayWrong", { from: format.day(install), to: format.day(today) })} helpText={t("launch.dayHelp", { date: format.day(install) })} />}
            <Text as="p">{t(since !== null ? "launch.bodySince" : `launch.${kind}.body`)}</Text>
            <List>
              {(launched ? ["keep", "hide", "facts"] : ["earn", "show", "facts"]).map((point) => (
                <List.Item key={point}>{t(since !== null && point === "earn" ? "launch.earnSince" : `launch.${kind}.${point}`, { rate: launch.ratePerUnit, days: launch.returnWindowDays })}</List.Item>
              ))}
            </List>
          </BlockStack>
        </Modal.Section>
      </AskingModal>}
    </BlockStack>
  );
}
