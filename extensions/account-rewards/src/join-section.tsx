import type { Words } from "../../_shared/ui/words";

export function JoinSection({ words, joining, onJoin }: { words: Words; joining: boolean; onJoin(): void }) {
  return (
    <s-section heading={words.t("join.heading")}>
      <s-stack gap="base">
        <s-text>{words.t("join.text")}</s-text>
        <s-button variant="primary" loading={joining} onClick={onJoin}>{words.t("join.button")}</s-button>
      </s-stack>
    </s-section>
  );
}
