import { useState } from "react";

/** What became of a question to the merchant: `refused` by them, `failed` where Shopify did not ask, with its reason. */
export type Asked = { outcome: "not_asked" | "asking" | "granted" | "refused" } | { outcome: "failed"; reason: string };

/** Has Shopify ask the merchant for an optional scope, in a window of its own. */
export function useAskForScope(scope: string, onGranted: () => void): { asked: Asked; ask: () => void } {
  const [asked, setAsked] = useState<Asked>({ outcome: "not_asked" });
  const ask = async () => {
    setAsked({ outcome: "asking" });
    try {
      const { result } = await window.shopify.scopes.request([scope]);
      setAsked({ outcome: result === "granted-all" ? "granted" : "refused" });
      if (result === "granted-all") onGranted();
    } catch (error) {
      setAsked({ outcome: "failed", reason: error instanceof Error ? error.message : String(error) });
    }
  };
  return { asked, ask: () => void ask() };
}
