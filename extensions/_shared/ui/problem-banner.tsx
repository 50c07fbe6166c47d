import type { Trouble } from "./buyer-api";
import type { Words } from "./words";

/** A sentence and a way on. */
export function ProblemBanner({ trouble, words, onRetry }: { trouble: Trouble; words: Words; onRetry?: () => void }) {
  return (
    <s-banner tone="warning">
      <s-stack gap="small-200">
        <s-text>{words.problem(trouble.code, trouble.seconds)}</s-text>
        {onRetry && <s-button variant="secondary" onClick={onRetry}>{words.t("try_again")}</s-button>}
      </s-stack>
    </s-banner>
  );
}
