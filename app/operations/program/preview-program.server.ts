import { parseProgram, type ProgramMistake } from "~/loyalty/program/parse-program";
import { programAt } from "~/loyalty/program/program-at";
import { simulateProgramChange, type ProgramPreview } from "~/loyalty/program/simulate-program-change";
import { readFor } from "~/store/in-transaction.server";
import { programPicture } from "~/store/program/program-picture.server";
import { programVersions } from "~/store/program/program-versions.server";
import { settlementShop } from "~/store/shops/settlement-shop.server";

/** Dry run of a change: who would move, what outstanding points would be worth. Changes nothing. */
export function previewProgram(shopId: bigint, settings: unknown, now: Date): Promise<{ preview: ProgramPreview } | { mistakes: ProgramMistake[] }> {
  const parsed = parseProgram(settings);
  if ("mistakes" in parsed) return Promise.resolve(parsed);
  return readFor(shopId, async (db) => {
    const { timezone } = await settlementShop(db);
    const before = programAt(await programVersions(db), now.toISOString());
    const picture = await programPicture(db, parsed.program, { zone: timezone, now });
    return { preview: simulateProgramChange(before, parsed.program, picture) };
  });
}
