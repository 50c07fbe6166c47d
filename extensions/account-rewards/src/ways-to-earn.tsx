import type { MemberCard, ProgramCard } from "../../_shared/contract";
import type { Words } from "../../_shared/ui/words";

const KINDS: readonly string[] = ["sign_up", "newsletter", "anniversary"];

interface Props {
  program: ProgramCard;
  /** Null for whoever is no member. */
  card: MemberCard | null;
  words: Words;
}

/** How points come in, and what each tier makes of it. */
export function WaysToEarn({ program, card, words }: Props) {
  const { rate, tiers, returnWindowDays } = program;
  const tier = card?.tier.handle ?? null;
  // Who is a member has joined, the newsletter brings points at the first consent; a way this extension has no words for is left out.
  const done = new Set([...(card ? ["sign_up"] : []), ...(card?.newsletter === true ? ["newsletter"] : [])]);
  const ways = (program.activities ?? []).filter(({ kind }) => KINDS.includes(kind) && !done.has(kind));
  return (
    <s-section heading={words.t("earn.heading")}>
      <s-stack gap="base">
        <s-text>{words.t("earn.rate", { points: words.points(rate.points), amount: words.money(rate.perMinor, rate.currency) })}</s-text>
        {returnWindowDays > 0 && <s-text color="subdued">{words.t("earn.window", { days: returnWindowDays })}</s-text>}
        {ways.length > 0 && (
          <s-unordered-list>
            {ways.map(({ kind, points }) => <s-list-item key={kind}>{words.t(`earn.${kind}`, { points: words.points(points) })}</s-list-item>)}
          </s-unordered-list>
        )}
        {tiers.length > 1 && (
          <s-unordered-list>
            {tiers.map((one) => (
              <s-list-item key={one.handle}>
                {one.thresholdMinor > 0 ? words.t("earn.tier", { tier: one.name, amount: words.money(one.thresholdMinor, rate.currency), multiplier: words.number(Number(one.multiplier)) }) : words.t("earn.first_tier", { tier: one.name, multiplier: words.number(Number(one.multiplier)) })}
                {one.handle === tier ? ` · ${words.t("earn.here")}` : ""}
              </s-list-item>
            ))}
          </s-unordered-list>
        )}
      </s-stack>
    </s-section>
  );
}
