import { useMemo, useRef } from "react";
import { judgeDraft } from "~/forms/judge-draft";
import type { Program } from "~/loyalty/program/program";
import { useFrame } from "../frame-context";
import { useEditing } from "./draft-fields";

/** The program the draft means now; while it has mistakes, the last one that had none. */
export function useJudged(): Program | null {
  const { shop } = useFrame();
  const { draft } = useEditing();
  const last = useRef<Program | null>(null);
  const judged = useMemo(() => judgeDraft(draft, { currency: shop.currency, version: 1 }), [draft, shop.currency]);
  if (judged.ok) last.current = judged.program;
  return last.current;
}
