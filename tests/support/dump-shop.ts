import type { TestDatabase } from "./use-database";

/** Every row of one shop in every tenant table and its waiting jobs, as text by table: equal dumps = not a byte changed. */
export async function dumpShop(database: TestDatabase, shopId: bigint): Promise<Record<string, string>> {
  const tables = await database.asOwner<{ name: string }>(`SELECT DISTINCT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'shop_id' ORDER BY 1`);
  const rowsOf = ({ name }: { name: string }) => `SELECT '${name}' AS name, string_agg(to_json(t)::text, E'\\n' ORDER BY to_json(t)::text) AS rows FROM "${name}" t WHERE shop_id = ${shopId}`;
  const jobs = `SELECT 'jobs', string_agg(concat_ws(' ', task_identifier, key, run_at, revision), E'\\n' ORDER BY key) FROM graphile_worker.jobs WHERE split_part(key, ':', 2) = '${shopId}'`;
  const dumped = await database.asOwner<{ name: string; rows: string | null }>([...tables.map(rowsOf), jobs].join(" UNION ALL "));
  return Object.fromEntries(dumped.map(({ name, rows }) => [name, rows ?? ""]));
}
