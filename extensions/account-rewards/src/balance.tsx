import type { MemberCard } from "../../_shared/contract";
import type { Words } from "../../_shared/ui/words";

/** What a member has, what is on its way and when, and where they stand. */
export function Balance({ card, available, words }: { card: MemberCard; available: number; words: Words }) {
  const { pending, nextRelease, owed, expiringSoon, tier } = card;
  return (
    <s-section>
      <s-stack gap="base">
        <s-stack gap="small-200">
          <s-heading>{words.t("balance", { points: words.points(available) })}</s-heading>
          {pending > 0 && <s-text>{pendingSentence({ pending, nextRelease }, words)}</s-text>}
          {owed > 0 && <s-text>{words.t("owed", { points: words.points(owed) })}</s-text>}
          {expiringSoon && <s-text tone="warning">{words.t("expiring", { points: words.points(expiringSoon.points), date: words.day(expiringSoon.on) })}</s-text>}
        </s-stack>
        <s-stack gap="small-200">
          <s-stack direction="inline" gap="small-200" alignItems="center">
            <s-text color="subdued">{words.t("tier.yours")}</s-text>
            <s-badge>{tier.name}</s-badge>
            {tier.multiplier !== "1" && <s-text>{words.t("tier.multiplier", { multiplier: words.number(Number(tier.multiplier)) })}</s-text>}
          </s-stack>
          <TierProgress card={card} words={words} />
        </s-stack>
      </s-stack>
    </s-section>
  );
}

function pendingSentence({ pending, nextRelease }: Pick<MemberCard, "pending" | "nextRelease">, words: Words): string {
  if (!nextRelease) return words.t("pending", { points: words.points(pending) });
  if (nextRelease.points >= pending) return words.t("pending_on", { points: words.points(pending), date: words.day(nextRelease.on) });
  return words.t("pending_part", { points: words.points(pending), part: words.number(nextRelease.points), date: words.day(nextRelease.on) });
}

export function TierProgress({ card: { progress, tier }, words }: { card: MemberCard; words: Words }) {
  if (!progress) return <s-text color="subdued">{words.t("tier.highest", { tier: tier.name })}</s-text>;
  const { next, spentMinor, thresholdMinor, currency } = progress;
  const sentence = words.t("tier.spend", { amount: words.money(Math.max(0, thresholdMinor - spentMinor), currency), tier: next.name });
  return (
    <s-stack gap="small-200">
      <s-text>{sentence}</s-text>
      <s-progress max={thresholdMinor} value={Math.min(spentMinor, thresholdMinor)} accessibilityLabel={words.t("tier.progress", { tier: next.name })} />
    </s-stack>
  );
}
