import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, Card, Collapsible, Icon, InlineStack, Link, ProgressBar, Text } from "@shopify/polaris";
import { CheckCircleIcon, XIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFailureToast } from "../failed-action";
import { BlockStates } from "./block-states";
import { LaunchSwitch, type LaunchState } from "./launch-switch";
import { SETUP_STEPS, setupProgress, type SetupFacts, type SetupStep } from "./setup-steps";
import { useLiveBlocks, type LiveBlocks } from "./use-live-blocks";

interface Props { facts: Omit<SetupFacts, "blocksActive">; launch: LaunchState; apiKey: string }

/** The way from installed to launched. Short, can be put away, and goes on where it was left. */
export function SetupGuide({ facts, launch, apiKey }: Props) {
  const { t } = useTranslation();
  const live = useLiveBlocks();
  const fetcher = useFetcher();
  useFailureToast(fetcher);
  const progress = setupProgress({ ...facts, blocksActive: live.state === "known" ? live.blocks.some((block) => block.active) : null });
  const done = SETUP_STEPS.filter((step) => progress[step]).length;
  const [open, setOpen] = useState<SetupStep | null>(SETUP_STEPS.find((step) => !progress[step]) ?? null);
  const send = (command: object) => fetcher.submit(command as never, { method: "post", encType: "application/json" });
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="300">
          <InlineStack align="space-between" blockAlign="center" wrap={false}>
            <Text as="h2" variant="headingMd">{t("setup.title")}</Text>
            <Button icon={XIcon} variant="tertiary" accessibilityLabel={t("setup.dismiss")} onClick={() => send({ intent: "dismiss_setup" })} />
          </InlineStack>
          <Text as="p" tone="subdued">{t("setup.body")}</Text>
          <InlineStack gap="300" blockAlign="center" wrap={false}>
            <Box minWidth="max-content"><Text as="span" id="setup-progress" variant="bodySm" tone="subdued">{t("setup.progress", { done, total: SETUP_STEPS.length })}</Text></Box>
            <Box width="100%"><ProgressBar progress={(done / SETUP_STEPS.length) * 100} size="small" tone="primary" ariaLabelledBy="setup-progress" /></Box>
          </InlineStack>
        </BlockStack>
      </Box>
      <Box padding="200" paddingBlockStart="0">
        {SETUP_STEPS.map((step) => (
          <Step key={step} step={step} done={progress[step]} open={open === step} onOpen={() => setOpen(open === step ? null : step)}>
            <StepBody step={step} done={progress[step]} live={live} launch={launch} allOrders={facts.allOrders} apiKey={apiKey} onTick={() => send({ intent: "tick_setup", step })} />
          </Step>
        ))}
      </Box>
    </Card>
  );
}

interface StepProps { step: SetupStep; done: boolean; open: boolean; onOpen: () => void; children: React.ReactNode }

function Step({ step, done, open, onOpen, children }: StepProps) {
  const { t } = useTranslation();
  return (
    <Box borderRadius="200" background={open ? "bg-surface-active" : undefined}>
      <button type="button" onClick={onOpen} aria-expanded={open} aria-controls={`setup-${step}`}
        style={{ all: "unset", boxSizing: "border-box", cursor: "pointer", width: "100%", padding: "8px 12px", borderRadius: 8, outlineOffset: -2 }}
        onFocus={(event) => { if (event.currentTarget.matches(":focus-visible")) event.currentTarget.style.outline = "2px solid #005bd3"; }}
        onBlur={(event) => { event.currentTarget.style.outline = "none"; }}>
        <InlineStack gap="200" wrap={false} blockAlign="center">
          <div style={{ flex: "none", width: 20 }}>
            {done ? <Icon source={CheckCircleIcon} tone="success" accessibilityLabel={t("setup.done")} /> : <span role="img" aria-label={t("setup.open")} style={OPEN_CIRCLE} />}
          </div>
          <Text as="span" fontWeight={open ? "semibold" : "regular"}>{t(`setup.step.${step}.title`)}</Text>
        </InlineStack>
      </button>
      <Collapsible id={`setup-${step}`} open={open}>
        <Box paddingInlineStart="1000" paddingInlineEnd="400" paddingBlockEnd="300">{children}</Box>
      </Collapsible>
    </Box>
  );
}

const OPEN_CIRCLE = { display: "block", boxSizing: "border-box", width: 16, height: 16, margin: 2, border: "2px dashed #8a8a8a", borderRadius: "50%" } as const;

interface BodyProps { step: SetupStep; done: boolean; live: LiveBlocks; launch: LaunchState; allOrders: boolean; apiKey: string; onTick: () => void }

function StepBody({ step, done, live, launch, allOrders, apiKey, onTick }: BodyProps) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="300">
      <Text as="p">{t(`setup.step.${step}.body`)}</Text>
      {step === "tiers" && !allOrders && <Text as="p">{t("setup.past")} <Link url="/app/settings#past-orders">{t("setup.toPast")}</Link></Text>}
      {step === "blocks" && <BlockStates live={live} apiKey={apiKey} />}
      {step === "launch" ? <LaunchSwitch launch={launch} /> : (
        <InlineStack gap="200">
          {step !== "blocks" && <Button url={STEP_URL[step]} onClick={step === "tiers" ? onTick : undefined}>{t(`setup.step.${step}.action`)}</Button>}
          {!done && <Button variant="tertiary" onClick={onTick}>{t("setup.tick")}</Button>}
        </InlineStack>
      )}
    </BlockStack>
  );
}

const STEP_URL = { rate: "/app/program", tiers: "/app/program?tab=tiers", reward: "/app/rewards", test: "/app/settings" } as const;
