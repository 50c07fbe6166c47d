import { useNavigation } from "@remix-run/react";
import { useEffect } from "react";

/** Shopify's own loading bar over the frame, while a page or an action is on its way. */
export function NavigationProgress() {
  const busy = useNavigation().state !== "idle";
  useEffect(() => {
    window.shopify?.loading?.(busy);
  }, [busy]);
  return null;
}
