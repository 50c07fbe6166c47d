import { BlockStack, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { TierBadge } from "../points-badges";
import { useFormat } from "../use-format";
import { fractionText } from "~/forms/program-draft";
import type { Program } from "~/loyalty/program/program";
import { progressToNext } from "~/loyalty/tiers/progress-to-next";

interface Props {
  ladder: Program["tiers"]["ladder"];
  window: Program["tiers"]["window"];
  /** What counts in the window today, minor units of the shop's currency. */
  spentMinor: number;
  member: { tier: string; tierSince: Date | null; tierGraceUntil: Date | null; tierChanges: { id: bigint; fromTier: string; toTier: string; reason: string; at: Date }[] };
}

/** The tier, how far the next one is, and how the member came here. */
export function MemberTierCard({ ladder, window, spentMinor, member }: Props) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const index = Math.max(0, ladder.findIndex((tier) => tier.handle === member.tier));
  const tier = ladder[index]!;
  const name = (handle: string) => ladder.find((step) => step.handle === handle)?.name ?? (handle || "–");
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">{t("member.tier.title")}</Text>
          <TierBadge name={tier.name} />
        </InlineStack>
        <Text as="p" tone="subdued">
          {t("member.tier.multiplier", { multiplier: fractionText(tier.multiplier) })}
          {member.tierSince && ` · ${t("member.tier.since", { date: format.date(member.tierSince) })}`}
        </Text>
        <TierProgress ladder={ladder} held={tier.handle} spentMinor={spentMinor} window={window} />
        {member.tierGraceUntil && <Text as="p" tone="caution">{t("member.tier.grace", { date: format.date(member.tierGraceUntil) })}</Text>}
        {member.tierChanges.length > 0 && (
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">{t("member.tier.history")}</Text>
            {member.tierChanges.map((change) => (
              <BlockStack key={String(change.id)}>
                <Text as="p">{change.fromTier ? t("member.tier.moved", { from: name(change.fromTier), to: name(change.toTier) }) : t("member.tier.began", { to: name(change.toTier) })}</Text>
                <Text as="p" variant="bodySm" tone="subdued">
                  {format.date(change.at)} · {i18n.exists(`member.tier.reason.${change.reason}`) ? t(`member.tier.reason.${change.reason}`) : change.reason.replaceAll("_", " ")}
                </Text>
              </BlockStack>
            ))}
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}

function TierProgress({ ladder, held, spentMinor, window }: { ladder: Props["ladder"]; held: string; spentMinor: number; window: Props["window"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const progress = progressToNext(ladder, spentMinor, held);
  const spent = t(`member.tier.spent.${window.kind}`, { spent: format.money(spentMinor), days: window.kind === "rolling_days" ? window.days : 0 });
  if (!progress) return <Text as="p">{spent} {t("member.tier.highest")}</Text>;
  const back = progress.next.handle === held;
  return (
    <BlockStack gap="200">
      <ProgressBar progress={Math.round(Math.min(1, spentMinor / progress.thresholdMinor) * 100)} size="small" tone="primary" ariaLabelledBy="tier-progress" />
      <Text as="p" id="tier-progress">
        {spent} {t(back ? "member.tier.toKeep" : "member.tier.toGo", { amount: format.money(progress.missingMinor), tier: progress.next.name })}
      </Text>
    </BlockStack>
  );
}
