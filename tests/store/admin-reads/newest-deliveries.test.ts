import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { eventLogStatement } from "~/store/admin-reads/event-log.server";
import { useDatabase } from "../../support/use-database";

const database = useDatabase();
const QUIET = "quiet.myshopify.com";
const reads = path.resolve(import.meta.dirname, "../../../app/store/admin-reads");
const statements = readdirSync(reads).flatMap((file) => [...readFileSync(path.join(reads, file), "utf8").matchAll(/FROM inbox WHERE (shop_domain (?:(?!FROM inbox)[^`])*?) ORDER BY ([\w ,]*inbox_id[\w ,]*) LIMIT (\d+)/g)].map(([, where, order, limit]) => ({ file, where: where!.replaceAll("${shopDomain}", "$1"), order, limit })));

/** A quiet shop whose last delivery came before everybody else's. */
beforeAll(async () => {
  const deliveries = (from: string, count: number) => database.asOwner(`INSERT INTO inbox (shop_domain, delivery_id, topic, state, triggered_at, done_at) SELECT ${from}, 'd' || n, 'orders/paid', 'done', now(), now() FROM generate_series(1, ${count}) n`);
  await deliveries(`'${QUIET}'`, 4_000);
  await deliveries("'busy-' || n % 7 || '.myshopify.com'", 16_000);
  await database.asOwner("ANALYZE inbox");
});

const explained = async (text: string) => (await database.asOwner<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`, [QUIET])).map((row) => row["QUERY PLAN"]).join("\n");
const plan = ({ where, order, limit }: { where: string; order: string | undefined; limit: string | undefined }) => explained(`SELECT inbox_id FROM inbox WHERE ${where} ORDER BY ${order} LIMIT ${limit}`);

test("a quiet shop's newest deliveries are read without those of the others", async () => {
  expect(statements.map(({ file }) => file).sort()).toEqual(["attention.server.ts", "delivery-delay.server.ts", "event-log.server.ts"]);
  const log = eventLogStatement(QUIET, { topic: "", state: "", kind: "", before: null }).text;
  for (const found of [...await Promise.all(statements.map(plan)), await explained(log)]) expect(found).toMatch(/^(?!.*(inbox_pkey|Seq Scan)).*inbox_newest/s);
});

test("which the plain question would not: there the others' are read", async () => {
  expect(await plan({ where: "shop_domain = $1", order: "inbox_id DESC", limit: "26" })).toContain("using inbox_pkey");
});
