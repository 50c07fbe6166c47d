import { useState } from "preact/hooks";
import type { BuyerReward } from "../contract";
import type { Step } from "./steps-in-reach";
import { stepWorth, type Words } from "./words";

interface RedeemOfferProps {
  reward: BuyerReward; steps: Step[]; words: Words; currency: string;
  busy: boolean; disabled: boolean;
  /** It cannot be used where it is shown, as the hint says. */
  barred?: boolean;
  /** Its terms, and why it cannot be used where it is shown. */
  hint?: string | null;
  /** Asked before points are taken, where it is not sure to be of use. */
  ask?: { question: string; yes: string; no: string } | null;
  onRedeem(points: number): void;
}

/** A reward within reach: one press redeems it; where there is a choice of amounts, after choosing one. */
export function RedeemOffer({ reward, steps, words, currency, busy, disabled, barred = false, hint, ask, onRedeem }: RedeemOfferProps) {
  // The smallest, as in the storefront: one press spends no more than was looked at.
  const least = steps[0]!;
  const [chosen, choose] = useState(least.points);
  const [asked, setAsked] = useState(false);
  const step = steps.find(({ points }) => points === chosen) ?? least;
  return (
    <s-stack gap="small-200" accessibilityRole="list-item">
      <s-text type="strong">{steps.length > 1 ? reward.title : words.name({ ...reward, minor: step.minor }, currency)}</s-text>
      {hint && <s-text color="subdued">{hint}</s-text>}
      {steps.length > 1 && (
        <s-select label={words.t("choose_amount")} value={String(step.points)} disabled={disabled || barred} onChange={(event) => choose(Number((event.currentTarget as HTMLElement & { value: string }).value))}>
          {steps.map(({ points, minor }) => <s-option key={points} value={String(points)}>{`${stepWorth(reward, minor, { words, currency })} · ${words.points(points)}`}</s-option>)}
        </s-select>
      )}
      {ask && asked && !barred ? (
        <>
          <s-text>{ask.question}</s-text>
          <s-stack direction="inline" gap="small-200">
            <s-button variant="secondary" loading={busy} disabled={disabled && !busy} onClick={() => { setAsked(false); onRedeem(step.points); }}>{ask.yes}</s-button>
            <s-button variant="secondary" disabled={busy} onClick={() => setAsked(false)}>{ask.no}</s-button>
          </s-stack>
        </>
      ) : <s-button variant="secondary" loading={busy} disabled={(disabled || barred) && !busy} onClick={() => (ask ? setAsked(true) : onRedeem(step.points))}>{words.t("redeem", { points: words.points(step.points) })}</s-button>}
    </s-stack>
  );
}
