import { useMemo, useState } from "react";
import type { FieldErrors } from "~/forms/field-errors";
import { judgeDraft } from "~/forms/judge-draft";
import type { ProgramDraft } from "~/forms/program-draft";

/** The draft, whether it differs from what is stored, and what is wrong with it. Errors show only where somebody was. */
export function useDraftEditing(stored: ProgramDraft, shop: { currency: string; version: number }) {
  const [draft, setDraft] = useState(stored);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<FieldErrors>({});
  const judged = useMemo(() => judgeDraft(draft, shop), [draft, shop.currency, shop.version]);
  const found: FieldErrors = { ...refused, ...(judged.ok ? {} : judged.errors) };
  const shown = tried ? found : Object.fromEntries(Object.entries(found).filter(([field]) => touched.has(field)));
  const reset = (to: ProgramDraft) => { setDraft(to); setTouched(new Set()); setTried(false); setRefused({}); };
  return {
    draft, reset,
    dirty: useMemo(() => JSON.stringify(draft) !== JSON.stringify(stored), [draft, stored]),
    ok: judged.ok,
    program: judged.ok ? judged.program : null,
    errors: shown,
    change: (part: Partial<ProgramDraft>) => { setDraft((current) => ({ ...current, ...part })); setRefused({}); },
    touch: (field: string) => setTouched((fields) => (fields.has(field) ? fields : new Set([...fields, field]))),
    /** True when it may be saved; otherwise all mistakes show. */
    trySave: () => { setTried(true); return judged.ok; },
    refuse: (errors: FieldErrors) => { setTried(true); setRefused(errors); },
  };
}
