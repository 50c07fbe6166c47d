import { createContext, useContext } from "react";
import type { FieldErrors } from "~/forms/field-errors";
import { useFieldError } from "./use-field-error";

interface Editing<Draft> {
  draft: Draft;
  /** What it was begun from. */
  stored: Draft;
  change: (part: Partial<Draft>) => void;
  /** Shown only for fields that were touched, or after trying to save. */
  errors: FieldErrors;
  touch: (field: string) => void;
}

/** The draft of one kind of editor for all its fields, with what each needs to say what is wrong with it. @param name before the ids of its fields. */
export function editingContext<Draft>(name: string) {
  const Context = createContext<Editing<Draft> | null>(null);
  return { EditingProvider: Context.Provider, useEditing };

  function useEditing() {
    const editing = useContext(Context);
    if (!editing) throw new Error("useEditing: expected an EditingProvider above");
    const errorOf = useFieldError(editing.errors);
    const idOf = (field: string) => `${name}-${field}`;
    return { ...editing, errorOf, idOf, field: (field: string) => ({ id: idOf(field), error: errorOf(field), onBlur: () => editing.touch(field), autoComplete: "off" as const }) };
  }
}
