import type { Program } from "~/loyalty/program/program";
import { programAt } from "~/loyalty/program/program-at";
import { readFor } from "../in-transaction.server";
import { keepProgramVersions, programVersions } from "./program-versions.server";

/** The program of the shop at a moment. @throws RangeError when the shop has none yet: installing saves the first. */
export async function programInForce(shopId: bigint, now: Date): Promise<Program> {
  const versions = await readFor(shopId, programVersions);
  keepProgramVersions(shopId, versions);
  return programAt(versions, now.toISOString());
}
