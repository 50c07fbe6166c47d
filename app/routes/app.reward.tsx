import { data } from "@remix-run/node";
import { useLoaderData, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { z } from "zod";
import { adminAction, adminLoader } from "~/admin/admin-route.server";
import { rewardPage } from "~/admin/reward-page.server";
import { unlessFailed } from "~/components/failed-action";
import { RewardEditor } from "~/components/rewards/reward-editor";
import { judgeReward } from "~/forms/judge-reward";
import type { FieldErrors } from "~/forms/field-errors";
import { idParam, parseCommand } from "~/forms/parse-command.server";
import { rewardDraftSchema } from "~/forms/reward-draft-schema";
import { previewReward } from "~/operations/rewards/preview-reward.server";
import { saveReward } from "~/operations/rewards/save-reward.server";
import { setRewardState } from "~/operations/rewards/set-reward-state.server";

export { keepPage as clientAction } from "~/components/failed-action";
export { PageErrorBoundary as ErrorBoundary } from "~/components/page-error-boundary";

/** `new` in the place of an id: the reward does not exist yet. */
const rewardIdOf = (param: string | undefined) => (param === "new" ? null : idParam(param));

export const loader = adminLoader(async ({ request, params, shop, now }) => {
  const page = await rewardPage(shop, { rewardId: rewardIdOf(params.rewardId), proposal: new URL(request.url).searchParams.get("proposal") }, now);
  if (!page) throw data({ code: "not_found" }, { status: 404 });
  return page;
});

/** Of the reward the draft was made from, 0 for a new one: two people who edit at once do not overwrite each other. */
const version = z.int().min(0).max(1_000_000_000);
const commandSchema = z.discriminatedUnion("intent", [
  z.strictObject({ intent: z.literal("preview"), draft: rewardDraftSchema }),
  z.strictObject({ intent: z.literal("save"), version, draft: rewardDraftSchema }),
  z.strictObject({ intent: z.literal("state"), state: z.enum(["active", "paused", "ended"]) }),
]);

export const action = adminAction(async ({ request, params, shop, shopId, actor, now }) => {
  const rewardId = rewardIdOf(params.rewardId);
  const command = await parseCommand(request, commandSchema);
  if (command.intent === "state") {
    const answer = rewardId === null ? { refusal: "unknown_reward" as const } : await setRewardState(shopId, { rewardId, state: command.state, actor }, now);
    return "refusal" in answer ? refused(answer.refusal) : { ok: true as const };
  }
  const judged = judgeReward(command.draft, { currency: shop.currency, timeZone: shop.timezone });
  if (!judged.ok) return data({ ok: false as const, errors: judged.errors }, { status: 400 });
  if (command.intent === "preview") {
    const run = await previewReward(shopId, { rewardId, terms: judged.reward });
    return run ? { ok: true as const, run } : refused("unknown_reward");
  }
  const saved = await saveReward(shopId, { rewardId, version: command.version, terms: judged.reward, stock: judged.stock, actor }, now);
  return "refusal" in saved ? refused(saved.refusal) : { ok: true as const, rewardId: saved.rewardId, version: saved.version };
});

/** @throws data response 404 for a reward that is not there; the others are told in the form. */
function refused(refusal: "unknown_reward" | "changed_meanwhile" | "reward_ended" | "too_many_rewards") {
  if (refusal === "unknown_reward") throw data({ code: "not_found" }, { status: 404 });
  return data({ ok: false as const, errors: { form: { code: refusal } } as FieldErrors }, { status: 409 });
}

/** A dry run changes nothing, so nothing is read again. */
export const shouldRevalidate = (args: ShouldRevalidateFunctionArgs) => !isPreview(args.json) && unlessFailed(args);

const isPreview = (json: unknown) => typeof json === "object" && json !== null && "intent" in json && json.intent === "preview";

export default function RewardRoute() {
  const page = useLoaderData<typeof loader>();
  return <RewardEditor key={String(page.rewardId)} page={page} />;
}
