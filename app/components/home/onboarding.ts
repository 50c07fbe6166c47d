import { SETUP_STEPS, type SetupStep } from "./setup-steps";

/** What a shop remembers of its setup (`shop.onboarding`); read leniently, it is only a checklist. */
export interface Onboarding { done: SetupStep[]; dismissed: boolean }

export function onboardingOf(stored: Record<string, unknown>): Onboarding {
  const done = Array.isArray(stored.done) ? SETUP_STEPS.filter((step) => (stored.done as unknown[]).includes(step)) : [];
  return { done, dismissed: stored.dismissed === true };
}

export type OnboardingCommand = { intent: "dismiss_setup" | "resume_setup" } | { intent: "tick_setup"; step: SetupStep };

export function onboardingAfter(before: Onboarding, command: OnboardingCommand): Onboarding {
  if (command.intent !== "tick_setup") return { ...before, dismissed: command.intent === "dismiss_setup" };
  return { ...before, done: SETUP_STEPS.filter((step) => step === command.step || before.done.includes(step)) };
}
