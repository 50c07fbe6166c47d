import { expect, test } from "vitest";
import { useDatabase } from "../support/use-database";

const database = useDatabase();

/** Tables that belong to no one shop, and why. */
const NOT_TENANT: Record<string, string> = {
  shop: "the shop itself: looked up by its domain",
  session: "the session library's, looked up by session id before a shop is known",
  inbox: "holds what was signed for a shop that may not exist yet",
  erasure_certificate: "what remains when the tenant is gone",
  rate_limit: "the rate limiter's own layout",
  _prisma_migrations: "the migrations' own",
};

const tables = async () => (await database.asOwner<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`)).map(({ name }) => name);

test("every table is a tenant's, or is excepted by name", async () => {
  const tenant = await database.asOwner<{ name: string }>(`SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'shop_id' AND is_nullable = 'NO'`);
  const names = new Set(tenant.map(({ name }) => name));
  expect((await tables()).filter((name) => !names.has(name) && !NOT_TENANT[name])).toEqual([]);
});

test("the shop leads every primary, unique and foreign key of a tenant's table", async () => {
  const keys = await database.asOwner<{ table: string; key: string; type: string; columns: string[]; others: string[]; target: string }>(`
    SELECT c.conrelid::regclass::text AS table, c.conname AS key, c.contype AS type, c.confrelid::regclass::text AS target,
           ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, i) JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.n ORDER BY i) AS columns,
           ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k(n, i) JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.n ORDER BY i) AS others
      FROM pg_constraint c WHERE c.connamespace = 'public'::regnamespace AND c.contype IN ('p', 'u', 'f')`);
  const own = keys.filter(({ table }) => !NOT_TENANT[table]);
  expect(own.length).toBeGreaterThan(30);
  expect(own.filter(({ columns }) => columns[0] !== "shop_id").map(({ table, key }) => `${table}.${key}`)).toEqual([]);
  expect(own.filter(({ type, others }) => type === "f" && others[0] !== "shop_id").map(({ table, key }) => `${table}.${key}`)).toEqual([]);
});

test("row-level security holds every tenant's table, its owner too", async () => {
  const open = await database.asOwner<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    AND NOT (relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = pg_class.oid)) ORDER BY 1`);
  expect(open.map(({ name }) => name).filter((name) => !NOT_TENANT[name])).toEqual([]);
});
