import { Banner, BlockStack, Button, Card, InlineGrid, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { DeleteIcon, PlusIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { ProgramDraft } from "~/forms/program-draft";
import { useFrame } from "../frame-context";
import { useFormat } from "../use-format";
import { useEditing } from "./draft-fields";

interface Props {
  /** Members in each tier if the draft was saved, by handle; null while that is not known. */
  counts: Record<string, number> | null;
  /** A ladder that fits the shop's own best customers, and where they stand. */
  proposal: { ladder: ProgramDraft["ladder"]; topTenPercentMinor: number | null; topTenPercentTier: string | null };
}

export function TiersTab({ counts, proposal }: Props) {
  return (
    <BlockStack gap="400">
      <LadderCard counts={counts} proposal={proposal} />
      <QualifyCard />
    </BlockStack>
  );
}

function LadderCard({ counts, proposal }: Props) {
  const { t } = useTranslation();
  const { draft, change } = useEditing();
  const add = () => {
    const last = draft.ladder.at(-1);
    change({ ladder: [...draft.ladder, { handle: "", name: "", threshold: "", multiplier: last?.multiplier ?? "1" }] });
  };
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">{t("program.tiers.title")}</Text>
          <Text as="p" tone="subdued">{t("program.tiers.body")}</Text>
        </BlockStack>
        <Proposal proposal={proposal} />
        {draft.ladder.map((tier, index) => <TierRow key={index} index={index} tier={tier} members={counts?.[tier.handle] ?? null} />)}
        <InlineStack><Button icon={PlusIcon} onClick={add} disabled={draft.ladder.length >= 20}>{t("program.tiers.add")}</Button></InlineStack>
      </BlockStack>
    </Card>
  );
}

interface TierProps { index: number; tier: ProgramDraft["ladder"][number] }

function TierRow({ index, tier, members }: TierProps & { members: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { draft, change } = useEditing();
  return (
    <div role="group" aria-label={tier.name || t("program.tiers.nth", { n: index + 1 })}>
      <BlockStack gap="100">
        <InlineGrid columns="1fr auto" gap="200" alignItems="start">
          <TierFields index={index} tier={tier} />
          <div style={{ paddingTop: 24 }}>
            <Button icon={DeleteIcon} variant="tertiary" disabled={index === 0} accessibilityLabel={t("program.tiers.remove", { name: tier.name })}
              onClick={() => change({ ladder: draft.ladder.filter((_, at) => at !== index) })} />
          </div>
        </InlineGrid>
        {members !== null && <Text as="p" variant="bodySm" tone="subdued">{t("program.tiers.members", { count: members, members: format.number(members) })}</Text>}
      </BlockStack>
    </div>
  );
}

/** In one row; on a phone the name has a row of its own. */
function TierFields({ index, tier }: TierProps) {
  const { t } = useTranslation();
  const { shop } = useFrame();
  const { draft, change, field } = useEditing();
  const set = (part: Partial<typeof tier>) => change({ ladder: draft.ladder.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return (
    <InlineGrid columns={{ xs: 1, sm: "2fr 3fr" }} gap="200" alignItems="start">
      <TextField label={t("program.tiers.name")} value={tier.name} maxLength={40} onChange={(name) => set({ name })} {...field(`ladder.${index}.name`)} />
      <InlineGrid columns="2fr 1fr" gap="200" alignItems="start">
        <TextField label={t("program.tiers.threshold")} value={index === 0 ? "0" : tier.threshold} disabled={index === 0} inputMode="decimal" prefix={shop.currency}
          onChange={(threshold) => set({ threshold })} {...field(`ladder.${index}.threshold`)} />
        <TextField label={t("program.tiers.multiplier")} value={tier.multiplier} inputMode="decimal" prefix="×"
          onChange={(multiplier) => set({ multiplier })} {...field(`ladder.${index}.multiplier`)} />
      </InlineGrid>
    </InlineGrid>
  );
}

function Proposal({ proposal }: { proposal: Props["proposal"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { draft, change } = useEditing();
  const same = JSON.stringify(proposal.ladder.map((tier) => tier.threshold)) === JSON.stringify(draft.ladder.map((tier) => tier.threshold));
  if (proposal.topTenPercentMinor === null) return null;
  return (
    <Banner tone="info" action={same ? undefined : { content: t("program.tiers.propose"), onAction: () => change({ ladder: proposal.ladder }) }}>
      {t("program.tiers.topTen", { amount: format.shortMoney(proposal.topTenPercentMinor), tier: proposal.topTenPercentTier ?? "" })}
    </Banner>
  );
}

function QualifyCard() {
  const { t } = useTranslation();
  const { draft, change, field } = useEditing();
  const { qualify } = draft;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">{t("program.qualify.title")}</Text>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
          <Select label={t("program.qualify.window")} value={qualify.kind} onChange={(kind) => change({ qualify: { ...qualify, kind: kind as typeof qualify.kind } })}
            options={(["rolling_days", "calendar_year", "lifetime"] as const).map((kind) => ({ value: kind, label: t(`program.qualify.kind.${kind}`) }))} />
          {qualify.kind === "rolling_days" && (
            <TextField label={t("program.qualify.days")} value={qualify.days} inputMode="numeric" suffix={t("common.days")}
              onChange={(days) => change({ qualify: { ...qualify, days } })} {...field("qualify.days")} />
          )}
        </InlineGrid>
        <TextField label={t("program.qualify.grace")} value={draft.graceDays} inputMode="numeric" suffix={t("common.days")} helpText={t("program.qualify.graceHelp")}
          onChange={(graceDays) => change({ graceDays })} {...field("graceDays")} />
      </BlockStack>
    </Card>
  );
}
