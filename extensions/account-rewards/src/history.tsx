import type { BuyerActivity } from "../../_shared/contract";
import type { Words } from "../../_shared/ui/words";

const SHOWN = 10;

/** What changed the balance, newest first, each with its reason. */
export function History({ activity, words }: { activity: BuyerActivity[]; words: Words }) {
  const rows = (some: BuyerActivity[], from: number) => some.map((entry, index) => <Entry key={from + index} entry={entry} words={words} />);
  return (
    <s-section heading={words.t("history.heading")}>
      {activity.length === 0 && <s-text color="subdued">{words.t("history.none")}</s-text>}
      <s-stack gap="base" accessibilityRole="unordered-list">{rows(activity.slice(0, SHOWN), 0)}</s-stack>
      {activity.length > SHOWN && (
        <s-details>
          <s-summary>{words.t("history.more")}</s-summary>
          <s-stack gap="base" accessibilityRole="unordered-list">{rows(activity.slice(SHOWN), SHOWN)}</s-stack>
        </s-details>
      )}
    </s-section>
  );
}

function Entry({ entry, words }: { entry: BuyerActivity; words: Words }) {
  const { on, points, pocket, reason, values, order } = entry;
  return (
    <s-grid gridTemplateColumns="1fr auto" gap="base" accessibilityRole="list-item">
      <s-stack gap="none">
        <s-text>{words.reason(reason, { ...values, ...(order ? { order } : {}) })}</s-text>
        <s-text color="subdued">{words.day(on)}{pocket === "pending" ? ` · ${words.t("history.pending")}` : ""}</s-text>
      </s-stack>
      <s-text type="strong">{points > 0 ? "+" : ""}{words.points(points)}</s-text>
    </s-grid>
  );
}
