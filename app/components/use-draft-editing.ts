import { useMemo, useState } from "react";
import type { FieldErrors } from "~/forms/field-errors";

export type Judged = { ok: true } | { ok: false; errors: FieldErrors };

/**
 * A draft, whether it differs from what is stored, and what is wrong with it. Errors show only where somebody was.
 * @param start what it begins with where that is not what is stored: a proposal. @param judge must be the same function from render to render.
 */
export function useDraftEditing<Draft, Found extends Judged>(stored: Draft, judge: (draft: Draft) => Found, start = stored) {
  const [draft, setDraft] = useState(start);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<FieldErrors>({});
  const judged = useMemo(() => judge(draft), [draft, judge]);
  const found: FieldErrors = { ...refused, ...(judged.ok ? {} : judged.errors) };
  const shown = tried ? found : Object.fromEntries(Object.entries(found).filter(([field]) => touched.has(field)));
  const reset = (to: Draft) => { setDraft(to); setTouched(new Set()); setTried(false); setRefused({}); };
  return {
    draft, stored, judged, reset,
    dirty: useMemo(() => JSON.stringify(draft) !== JSON.stringify(stored), [draft, stored]),
    ok: judged.ok,
    /** Somebody tried to save: all mistakes show. */
    tried,
    errors: shown,
    change: (part: Partial<Draft>) => { setDraft((current) => ({ ...current, ...part })); setRefused({}); },
    touch: (field: string) => setTouched((fields) => (fields.has(field) ? fields : new Set([...fields, field]))),
    /** True when it may be saved; otherwise all mistakes show. */
    trySave: () => { setTried(true); return judged.ok; },
    refuse: (errors: FieldErrors) => { setTried(true); setRefused(errors); },
  };
}
