import { MOST_GOODS, parseReward, type RewardMistake } from "~/loyalty/rewards/parse-reward";
import type { FieldError, FieldErrors } from "./field-errors";
import type { DraftShop, RewardDraft } from "./reward-draft";
import { rewardFromDraft, type ReadReward } from "./reward-from-draft";

/** A draft judged twice: what its texts mean, then by the rules of the domain. The same in the browser and on the server. */
export function judgeReward(draft: RewardDraft, shop: DraftShop): ReadReward {
  const read = rewardFromDraft(draft, shop);
  if (!read.ok) return read;
  const judged = parseReward(read.reward);
  return "reward" in judged ? { ...read, reward: judged.reward } : { ok: false, errors: errorsOfReward(judged.mistakes, draft) };
}

/** What only the domain knows, said under the fields it is about; of several for one field the first. Its own sentences name places no merchant has seen. */
export function errorsOfReward(mistakes: readonly RewardMistake[], draft: Pick<RewardDraft, "kind" | "goods">): FieldErrors {
  const errors: FieldErrors = {};
  for (const { path } of mistakes) {
    const field = fieldOf(path, draft);
    errors[field] ??= errorOf(field, draft);
  }
  return errors;
}

function errorOf(field: string, { goods: { items } }: Pick<RewardDraft, "goods">): FieldError {
  if (field === "goods" && items.length > MOST_GOODS) return { code: "goodsMost", values: { chosen: items.length, max: MOST_GOODS } };
  return { code: field === "form" ? "unusableForm" : "unusable" };
}

const FIELDS: Record<string, string> = {
  title: "title", "value.percent": "percent", "value.maximumMinor": "maximumShipping", "value.off.minor": "amount", "value.off.percent": "percent", "price.points": "points", "price.stepPoints": "points",
  "price.steps": "steps", "price.kind": "pricing", minimumSpendMinor: "minimumSpend", "memberLimit.count": "memberLimit.count", "memberLimit.days": "memberLimit.days", totalLimit: "totalLimit",
  validityDays: "validityDays", startsAt: "startDate", endsAt: "endDate",
};

/** `form` where no field is to blame. */
function fieldOf(path: string, { kind }: Pick<RewardDraft, "kind">): string {
  if (path.startsWith("value.goods")) return "goods";
  if (kind === "free_product" && path.startsWith("value.")) return "product";
  if (path === "value.minor") return "amount";
  if (path.startsWith("tiers")) return "tiers";
  return FIELDS[path] ?? "form";
}
