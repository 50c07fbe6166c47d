import { data } from "@remix-run/node";
import { useLoaderData, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { z } from "zod";
import { adminAction, adminLoader } from "~/admin/admin-route.server";
import { programPage } from "~/admin/program-page.server";
import { unlessFailed } from "~/components/failed-action";
import { ProgramEditor } from "~/components/program/program-editor";
import type { FieldErrors } from "~/forms/field-errors";
import { fieldErrorsOf } from "~/forms/field-of-program-path";
import { judgeDraft } from "~/forms/judge-draft";
import { badInput, parseCommand } from "~/forms/parse-command.server";
import { programDraftSchema } from "~/forms/program-draft-schema";
import { endOfLocalDay, localDate } from "~/loyalty/time/local-day";
import { previewProgram } from "~/operations/program/preview-program.server";
import { saveProgram } from "~/operations/program/save-program.server";

export { keepPage as clientAction } from "~/components/failed-action";
export { PageErrorBoundary as ErrorBoundary } from "~/components/page-error-boundary";

export const loader = adminLoader(({ shop, now }) => programPage(shop, now));

/** Of the program the draft was made from: two people who edit at once do not overwrite each other. */
const version = z.int().min(1).max(1_000_000_000);
const commandSchema = z.discriminatedUnion("intent", [
  z.strictObject({ intent: z.literal("preview"), version, draft: programDraftSchema }),
  z.strictObject({ intent: z.literal("save"), version, draft: programDraftSchema, note: z.string().max(300), startDate: z.iso.date().nullable() }),
]);

export const action = adminAction(async ({ request, shop, shopId, actor, now }) => {
  const command = await parseCommand(request, commandSchema);
  const judged = judgeDraft(command.draft, { currency: shop.currency, version: command.version });
  if (!judged.ok) return data({ ok: false as const, errors: judged.errors }, { status: 400 });
  if (command.intent === "preview") {
    const found = await previewProgram(shopId, judged.program, now);
    if ("mistakes" in found) return data({ ok: false as const, errors: fieldErrorsOf(found.mistakes, command.draft) }, { status: 400 });
    return { ok: true as const, run: found.preview };
  }
  const effectiveFrom = command.startDate === null ? undefined : startOfDay(command.startDate, shop.timezone, now);
  const saved = await saveProgram(shopId, { settings: judged.program, note: command.note.trim() || null, actor, ...(effectiveFrom && { effectiveFrom }) }, now);
  if ("mistakes" in saved) return data({ ok: false as const, errors: fieldErrorsOf(saved.mistakes, command.draft) }, { status: 400 });
  if ("refusal" in saved) return data({ ok: false as const, errors: { form: { code: saved.refusal } } as FieldErrors }, { status: 409 });
  return { ok: true as const, version: saved.program.version };
});

/** A dry run changes nothing, so nothing is read again. */
export const shouldRevalidate = (args: ShouldRevalidateFunctionArgs) => !isIntent(args.json, "preview") && unlessFailed(args);

const isIntent = (json: unknown, intent: string) => typeof json === "object" && json !== null && "intent" in json && json.intent === intent;

export default function ProgramRoute() {
  return <ProgramEditor page={useLoaderData<typeof loader>()} />;
}

/** The first moment of a calendar day in the shop's zone. @throws data response 400 for a day that has begun. */
function startOfDay(day: string, zone: string, now: Date): Date {
  const midnights = [-2, -1, 0].map((days) => endOfLocalDay(`${day}T00:00:00.000Z`, zone, { days }));
  const start = midnights.find((midnight) => localDate(midnight, zone) === day);
  if (!start || start <= now.toISOString()) throw badInput(`startDate ${day}: expected a day after today`);
  return new Date(start);
}
