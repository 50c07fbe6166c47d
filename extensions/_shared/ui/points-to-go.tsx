import type { Words } from "./words";

/** How far a reward is. */
export function PointsToGo({ title, missing, cost, words }: { title: string; missing: number; cost: number; words: Words }) {
  const sentence = words.t("to_go", { points: words.points(missing), reward: title });
  return (
    <s-stack gap="small-200">
      <s-text>{sentence}</s-text>
      <s-progress max={cost} value={cost - missing} accessibilityLabel={sentence} />
    </s-stack>
  );
}
