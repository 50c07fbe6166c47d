import type { Words } from "./words";

/** A sentence and a way on. */
export function ProblemBanner({ code, words, onRetry }: { code: string; words: Words; onRetry?: () => void }) {
  return (
    <s-banner tone="warning">
      <s-stack gap="small-200">
        <s-text>{words.problem(code)}</s-text>
        {onRetry && <s-button variant="secondary" onClick={onRetry}>{words.t("try_again")}</s-button>}
      </s-stack>
    </s-banner>
  );
}
