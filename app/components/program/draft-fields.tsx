import { createContext, useContext } from "react";
import type { FieldErrors } from "~/forms/field-errors";
import type { ProgramDraft } from "~/forms/program-draft";
import { useFieldError } from "../use-field-error";

interface Editing {
  draft: ProgramDraft;
  change: (part: Partial<ProgramDraft>) => void;
  /** Shown only for fields that were touched, or after trying to save. */
  errors: FieldErrors;
  touch: (field: string) => void;
}
const EditingContext = createContext<Editing | null>(null);
export const EditingProvider = EditingContext.Provider;

/** The draft being edited, with what each field needs to say what is wrong with it. */
export function useEditing() {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error("useEditing: expected an EditingProvider above");
  const errorOf = useFieldError(editing.errors);
  return { ...editing, errorOf, field: (name: string) => ({ error: errorOf(name), onBlur: () => editing.touch(name), autoComplete: "off" as const }) };
}
