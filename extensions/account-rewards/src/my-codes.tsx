import { useState } from "preact/hooks";
import type { BuyerRedemption, BuyerRewards } from "../../_shared/contract";
import { isMoving } from "../../_shared/ui/redemption-states";
import { GiveBack } from "../../_shared/ui/give-back";
import { RedemptionStatus } from "../../_shared/ui/redemption-status";
import { termsOf } from "../../_shared/ui/reward-terms";
import type { RewardsOfBuyer } from "../../_shared/ui/use-rewards";
import type { Words } from "../../_shared/ui/words";

interface CodesProps { data: BuyerRewards; words: Words; buyer: RewardsOfBuyer; onChanged(): void }

/** Codes that can be used, are on their way or going back; those that are over are folded. */
export function MyCodes({ data, words, buyer, onChanged }: CodesProps) {
  const open = data.redemptions.filter((redemption) => redemption.status === "ready" || isMoving(redemption));
  const over = data.redemptions.filter((redemption) => !open.includes(redemption));
  if (open.length + over.length === 0) return null;
  const giveBack = (id: string) => void buyer.cancel(id).then((answer) => answer && onChanged());
  return (
    <s-section heading={words.t("codes.heading")}>
      <s-stack gap="base">
        {open.length === 0 && <s-text color="subdued">{words.t("codes.none")}</s-text>}
        {open.map((redemption) => <Code key={redemption.id} redemption={redemption} words={words} buyer={buyer} currency={data.currency} onGiveBack={() => giveBack(redemption.id)} />)}
        {over.length > 0 && (
          <s-details>
            <s-summary>{words.t("codes.over", { number: words.number(over.length) })}</s-summary>
            <s-stack gap="base">
              {over.map((redemption) => (
                <s-stack key={redemption.id} gap="none">
                  <s-text>{words.name(redemption, data.currency)} · {words.points(redemption.points)}</s-text>
                  <RedemptionStatus redemption={redemption} words={words} />
                </s-stack>
              ))}
            </s-stack>
          </s-details>
        )}
      </s-stack>
    </s-section>
  );
}

function Code({ redemption, words, buyer, currency, onGiveBack }: { redemption: BuyerRedemption; words: Words; buyer: RewardsOfBuyer; currency: string; onGiveBack(): void }) {
  const { id, code, points } = redemption;
  const terms = termsOf(redemption, currency, words).join(" · ");
  return (
    <s-box padding="base" border="base" borderRadius="base">
      <s-stack gap="small-200">
        <s-text type="strong">{words.name(redemption, currency)} · {words.points(points)}</s-text>
        {terms && <s-text color="subdued">{terms}</s-text>}
        <RedemptionStatus redemption={redemption} words={words} />
        {code !== null && <CopyCode id={`copy-${id}`} code={code} words={words} />}
        {redemption.status === "ready" && <GiveBack redemption={redemption} words={words} busy={buyer.busy === id} disabled={buyer.busy !== null} onGiveBack={onGiveBack} />}
      </s-stack>
    </s-box>
  );
}

function CopyCode({ id, code, words }: { id: string; code: string; words: Words }) {
  const [outcome, setOutcome] = useState<"copied" | "not_copied" | null>(null);
  return (
    <s-stack direction="inline" gap="base" alignItems="center">
      <s-text type="mark">{code}</s-text>
      <s-button variant="secondary" command="--copy" commandFor={id}>{words.t("codes.copy")}</s-button>
      <s-clipboard-item id={id} text={code} onCopy={() => setOutcome("copied")} onCopyError={() => setOutcome("not_copied")} />
      <s-stack accessibilityRole="status">{outcome && <s-text color="subdued">{words.t(`codes.${outcome}`)}</s-text>}</s-stack>
    </s-stack>
  );
}
