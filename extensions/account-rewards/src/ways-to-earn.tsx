import type { ProgramCard } from "../../_shared/contract";
import type { Words } from "../../_shared/ui/words";

/** How points come in, and what each tier makes of it. */
export function WaysToEarn({ program, tier, words }: { program: ProgramCard; tier: string | null; words: Words }) {
  const { rate, tiers, returnWindowDays } = program;
  return (
    <s-section heading={words.t("earn.heading")}>
      <s-stack gap="base">
        <s-text>{words.t("earn.rate", { points: words.points(rate.points), amount: words.money(rate.perMinor, rate.currency) })}</s-text>
        {returnWindowDays > 0 && <s-text color="subdued">{words.t("earn.window", { days: returnWindowDays })}</s-text>}
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
