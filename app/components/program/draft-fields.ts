import type { ProgramDraft } from "~/forms/program-draft";
import { editingContext } from "../editing-context";

export const { EditingProvider, useEditing } = editingContext<ProgramDraft>("program");
