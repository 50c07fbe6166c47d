import { useFetcher } from "@remix-run/react";
import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { BlockStates } from "./block-states";
import { LaunchSwitch, type LaunchState } from "./launch-switch";
import { useLiveBlocks } from "./use-live-blocks";

/** Once the program is launched, or its setup guide put away: is it on, and do shoppers see it? */
export function ProgramStatusCard({ launch, apiKey }: { launch: LaunchState; apiKey: string }) {
  const { t } = useTranslation();
  const live = useLiveBlocks();
  const fetcher = useFetcher();
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">{t("launch.status")}</Text>
          <Badge tone={launch.launchedAt ? "success" : "attention"}>{t(launch.launchedAt ? "launch.on" : "launch.off")}</Badge>
        </InlineStack>
        <LaunchSwitch launch={launch} />
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">{t("blocks.title")}</Text>
          <BlockStates live={live} apiKey={apiKey} />
        </BlockStack>
        {launch.launchedAt === null && <InlineStack>
          <Button variant="plain" onClick={() => fetcher.submit({ intent: "resume_setup" }, { method: "post", encType: "application/json" })}>{t("setup.resume")}</Button>
        </InlineStack>}
      </BlockStack>
    </Card>
  );
}
