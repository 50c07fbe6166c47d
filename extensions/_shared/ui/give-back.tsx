import { useState } from "preact/hooks";
import type { BuyerRedemption } from "../contract";
import type { Words } from "./words";

interface GiveBackProps { redemption: BuyerRedemption; words: Words; busy: boolean; disabled: boolean; onGiveBack(): void }

/** Gives the points of an unused code back, asked twice: what would end soon stands in the question. */
export function GiveBack({ redemption, words, busy, disabled, onGiveBack }: GiveBackProps) {
  const [asked, ask] = useState(false);
  const { points, comingBack } = redemption;
  if (!asked) return <s-button variant="secondary" disabled={disabled} onClick={() => ask(true)}>{words.t("give_back.button")}</s-button>;
  return (
    <s-stack gap="small-200">
      <s-text>{words.t("give_back.question", { points: words.points(points) })}</s-text>
      {comingBack.map(({ on, points: some }) => <s-text key={on} color="subdued">{words.t("give_back.ends", { points: words.points(some), date: words.day(on) })}</s-text>)}
      <s-stack direction="inline" gap="small-200">
        <s-button variant="secondary" tone="critical" loading={busy} disabled={disabled && !busy} onClick={onGiveBack}>{words.t("give_back.confirm")}</s-button>
        <s-button variant="secondary" disabled={busy} onClick={() => ask(false)}>{words.t("give_back.keep")}</s-button>
      </s-stack>
    </s-stack>
  );
}
