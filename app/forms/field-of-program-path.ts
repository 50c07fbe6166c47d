import type { FieldErrors } from "./field-errors";
import type { ProgramDraft } from "./program-draft";

/** Where a mistake the domain found stands in the editor; `form` where no field is to blame. */
function fieldOfProgramPath(path: string, draft: ProgramDraft): string {
  const parts = path.split(".");
  const [first, second, third, fourth] = parts;
  if (path.startsWith("pointName.")) return path;
  if (path.startsWith("worth.")) return second === "points" ? "worth.points" : "worth.money";
  if (path.startsWith("earn.rate")) return third === "perMinor" ? "rate.per" : "rate.points";
  if (path === "earn.minimumOrderMinor") return "minimumOrder";
  if (path.startsWith("earn.multipliers.")) return `multipliers.${third}.multiplier`;
  if (path.startsWith("earn.currencyRates.")) return currencyField(draft, third!, fourth);
  if (first === "activities") return `activities.${second}.points`;
  if (path === "returnWindow.days") return "windowDays";
  if (path.startsWith("expiry.")) return second === "months" ? "expiryMonths" : "expiryGraceDays";
  if (path.startsWith("tiers.ladder.") && third !== undefined) return `ladder.${third}.${LADDER_FIELDS[fourth ?? ""] ?? "name"}`;
  if (path === "tiers.window.days") return "qualify.days";
  if (path === "tiers.graceDays") return "graceDays";
  if (first === "enrollment") return "enrollment.excludeTags";
  return path === "adjustmentCap" ? "adjustmentCap" : "form";
}

const LADDER_FIELDS: Record<string, string> = { thresholdMinor: "threshold", multiplier: "multiplier", name: "name", handle: "name" };

function currencyField(draft: ProgramDraft, code: string, part: string | undefined): string {
  const index = draft.currencyRates.findIndex((rate) => rate.currency.trim().toUpperCase() === code);
  if (index === -1) return "form";
  return `currencyRates.${index}.${part === "points" ? "points" : part === "perMinor" ? "per" : "currency"}`;
}

/** The domain's sentences under the fields they are about; of several for one field the first. */
export function fieldErrorsOf(mistakes: { path: string; message: string }[], draft: ProgramDraft): FieldErrors {
  const errors: FieldErrors = {};
  for (const { path, message } of mistakes) errors[fieldOfProgramPath(path, draft)] ??= { sentence: message };
  return errors;
}
