import { data } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { adminAction, adminLoader, type AdminContext } from "~/admin/admin-route.server";
import { programPage } from "~/admin/program-page.server";
import { ProgramEditor } from "~/components/program/program-editor";
import { judgeDraft } from "~/forms/judge-draft";
import { badInput, parseCommand } from "~/forms/parse-command.server";
import { programDraftSchema } from "~/forms/program-draft-schema";
import { diffPrograms } from "~/loyalty/program/diff-programs";
import { endOfLocalDay, localDate } from "~/loyalty/time/local-day";
import { programInForce } from "~/store/program/program-in-force.server";

export { PageErrorBoundary as ErrorBoundary } from "~/components/page-error-boundary";

export const loader = adminLoader(({ shop, now }) => programPage(shop, now));

const commandSchema = z.discriminatedUnion("intent", [
  z.strictObject({ intent: z.literal("preview"), draft: programDraftSchema }),
  z.strictObject({ intent: z.literal("save"), draft: programDraftSchema, note: z.string().max(300), startDate: z.iso.date().nullable() }),
]);

export const action = adminAction(async (context) => {
  const command = await parseCommand(context.request, commandSchema);
  const current = await programInForce(context.shopId, context.now);
  const judged = judgeDraft(command.draft, { currency: context.shop.currency, version: current.version });
  if (!judged.ok) return data({ ok: false as const, errors: judged.errors }, { status: 400 });
  if (command.intent === "preview") {
    const run = await previewProgram({ shopId: context.shopId, program: judged.program, now: context.now });
    return { ok: true as const, run, changes: diffPrograms(current, judged.program) };
  }
  const effectiveFrom = startOf(command.startDate, context);
  const { version } = await saveProgram({ shopId: context.shopId, program: judged.program, effectiveFrom, note: command.note, actor: context.actor, now: context.now });
  return { ok: true as const, version };
});

export default function ProgramRoute() {
  return <ProgramEditor page={useLoaderData<typeof loader>()} />;
}

/** The first moment of a calendar day in the shop's zone. @throws data response 400 for a day that is over. */
function startOf(day: string | null, { shop, now }: AdminContext): Date {
  if (day === null) return now;
  const midnights = [-2, -1, 0].map((days) => endOfLocalDay(`${day}T00:00:00.000Z`, shop.timezone, { days }));
  const start = midnights.find((midnight) => localDate(midnight, shop.timezone) === day);
  if (!start || start <= now.toISOString()) throw badInput(`startDate ${day}: expected a day after today`);
  return new Date(start);
}
