import type { RewardDraft } from "~/forms/reward-draft";
import { editingContext } from "../editing-context";

export const { EditingProvider: RewardEditingProvider, useEditing: useRewardEditing } = editingContext<RewardDraft>("reward");
