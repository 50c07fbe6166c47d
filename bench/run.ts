// `npm run bench [-- --json] [-- --short] [-- --only=door,settle]`: every row against a yardstick measured in the same run.
import { randomBytes } from "node:crypto";
import { build } from "../scripts/build.mjs";
import { benchDatabase } from "./database";
import { measureDoor } from "./door/measure";
import { measureFlash } from "./flash/measure";
import { measureGrowth } from "./growth/measure";
import { measureMemory } from "./memory/measure";
import { printRow, type Row } from "./row";
import { measureRedeem } from "./redeem/measure";
import { measureSettle } from "./settle/measure";
import { measureStorefront } from "./storefront/measure";

export interface Bench {
  short: boolean;
  database: Awaited<ReturnType<typeof benchDatabase>>;
  encryptionKeys: string;
}

const MEASURES: Record<string, (bench: Bench) => Promise<Row[]>> = {
  door: measureDoor,
  settle: measureSettle,
  redeem: measureRedeem,
  flash: measureFlash,
  growth: measureGrowth,
  storefront: measureStorefront,
  memory: measureMemory,
};

const json = process.argv.includes("--json");
const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice(7).split(",");
const unknown = only?.filter((name) => !MEASURES[name]);
if (unknown?.length) {
  console.error(`--only=${unknown.join(",")}: expected some of ${Object.keys(MEASURES).join(", ")}`);
  process.exit(1);
}

await build({ ifChanged: true });
const database = await benchDatabase();
const bench: Bench = { short: process.argv.includes("--short"), database, encryptionKeys: `b1:${randomBytes(32).toString("base64")}` };
let failed = 0;
try {
  for (const [name, measure] of Object.entries(MEASURES)) {
    if (only && !only.includes(name)) continue;
    try {
      for (const row of await measure(bench)) printRow(row, json);
    } catch (error) {
      failed++;
      console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
} finally {
  await database.drop();
}
process.exit(failed ? 1 : 0);
