import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { dirname } from "node:path";
import type { Shop, World } from "./types";

/** Parts of a shop that grow: each of their records is a line of its own, so a large shop never blocks the process for long. */
const PARTS = ["products", "collections", "customers", "orders", "discounts", "bulkCreations", "codeDeletions", "metafields", "bulkOperations", "deliveries"] as const;
const LINES_A_TURN = 200;

/** Reads a snapshot; null when there is none. Throws with file and line when one is damaged. */
export function loadWorld(file: string): World | null {
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n").filter((line) => line !== "");
  const rows = lines.map((line, index) => parseLine(line, `${file}:${index + 1}`));
  const head = rows.at(-1);
  if (!head || head[0] !== "world") throw new Error(`snapshot ${file}: its last line is missing, expected the world's head`);
  const world = head[1] as World;
  for (const shop of Object.values(world.shops)) Object.assign(shop, { ...emptyParts(), ...shop });
  for (const [kind, domain, part, key, value] of rows as [string, string, (typeof PARTS)[number], string, unknown][]) {
    if (kind !== "record") continue;
    const shop = world.shops[domain];
    if (!shop) throw new Error(`snapshot ${file}: a record of ${domain}, expected a shop of its head`);
    if (part === "deliveries") shop.deliveries.push(value as Shop["deliveries"][number]);
    else (shop[part] as Record<string, unknown>)[key] = value;
  }
  return world;
}

/** Writes the whole world beside the file and renames it into place. Blocks; for the end of a process. */
export function saveWorldNow(world: World, file: string): void {
  const out = openNew(file);
  for (const line of linesOf(world)) writeSync(out, line);
  finish(out, file);
}

/** The same in slices, letting requests in between. The head comes last, so its `nextId` is above every saved id. */
export async function saveWorld(world: World, file: string): Promise<void> {
  const out = openNew(file);
  let chunk: string[] = [];
  for (const line of linesOf(world)) {
    chunk.push(line);
    if (chunk.length < LINES_A_TURN) continue;
    writeSync(out, chunk.join(""));
    chunk = [];
    await nextTurn();
  }
  writeSync(out, chunk.join(""));
  finish(out, file);
}

function* linesOf(world: World): Generator<string> {
  for (const shop of Object.values(world.shops)) {
    for (const part of PARTS) {
      for (const [key, value] of Object.entries(shop[part])) yield `${JSON.stringify(["record", shop.domain, part, key, value])}\n`;
    }
  }
  yield `${JSON.stringify(["world", headOf(world)])}\n`;
}

function headOf(world: World): World {
  const shops = Object.entries(world.shops).map(([domain, shop]) => {
    return [domain, { ...shop, ...emptyParts() }] as const;
  });
  return { ...world, shops: Object.fromEntries(shops) as World["shops"] };
}

/** Every part without records; a snapshot from before a part existed gets it so. */
function emptyParts() {
  return Object.fromEntries(PARTS.map((part) => [part, part === "deliveries" ? [] : {}]));
}

function openNew(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(`${file}.new`, "w", 0o600);
}

function finish(out: number, file: string): void {
  fsyncSync(out);
  closeSync(out);
  renameSync(`${file}.new`, file);
}

function parseLine(line: string, place: string): unknown[] {
  try {
    return JSON.parse(line) as unknown[];
  } catch {
    throw new Error(`snapshot ${place}: no JSON, expected one record a line; delete the file to start with a new world`);
  }
}
