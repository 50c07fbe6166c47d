import type { Program } from "./program";

/** One setting that differs; `path` as in `earn.rate.points`, tiers and multipliers by their handle or id. Values as JSON texts; null = absent. */
export interface ProgramChange { path: string; before: string | null; after: string | null }

/** What changed from one version to the next, in the order of the settings. The version number itself is left out. */
export function diffPrograms(before: Program, after: Program): ProgramChange[] {
  const [old, fresh] = [flat(before), flat(after)];
  const paths = [...new Set([...old.keys(), ...fresh.keys()])].filter((path) => path !== "version");
  return paths
    .map((path) => ({ path, before: old.get(path) ?? null, after: fresh.get(path) ?? null }))
    .filter((change) => change.before !== change.after);
}

function flat(value: unknown, path = "", into = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(value)) value.forEach((item, index) => flat(item, `${path}.${nameOf(item) ?? index}`, into));
  else if (typeof value === "object" && value !== null) for (const [key, item] of Object.entries(value)) flat(item, path ? `${path}.${key}` : key, into);
  else into.set(path, JSON.stringify(value));
  return into;
}

/** Tiers and multipliers keep their name when others are added before them. */
function nameOf(item: unknown): string | null {
  if (typeof item === "string") return item;
  if (typeof item !== "object" || item === null) return null;
  if ("handle" in item) return String(item.handle);
  return "scope" in item && "id" in item ? `${String(item.scope)}:${String(item.id)}` : null;
}
