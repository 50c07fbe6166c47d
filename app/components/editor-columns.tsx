import { BlockStack, InlineGrid } from "@shopify/polaris";
import type { ReactNode } from "react";

/** An editor with what comes of it beside it, which stays in sight while one scrolls; on a phone one stands below the other. */
export function EditorColumns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <InlineGrid columns={{ xs: 1, md: ["twoThirds", "oneThird"] }} gap="400">
      <div>{main}</div>
      {/* As high as the editor, or there is no way to stay in sight on. */}
      <div><div style={{ position: "sticky", top: 16 }}><BlockStack gap="400">{side}</BlockStack></div></div>
    </InlineGrid>
  );
}
