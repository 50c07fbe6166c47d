import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

/** Looks again every two seconds while something is under way, and while anybody looks. */
export function useRefreshWhile(active: boolean) {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!active || state !== "idle") return;
    const timer = setTimeout(() => { if (document.visibilityState === "visible") revalidate(); }, 2_000);
    return () => clearTimeout(timer);
  }, [active, state, revalidate]);
}
