import { expect, test } from "vitest";
import { query } from "~/store/db.server";
import { inTransaction } from "~/store/in-transaction.server";
import { sql } from "~/store/sql";
import { useDatabase } from "../support/use-database";

useDatabase();

const TIMES = ["2026-11-22T03:04:05.000Z", "2026-11-22T03:04:05.100Z", "2026-11-22T03:04:05.123Z", "1999-12-31T23:59:59.999Z", "0044-03-15T12:00:00.000Z"];

test("a time comes back as it was given, whatever zone the server writes it in", async () => {
  for (const zone of ["UTC", "America/New_York", "Asia/Kolkata"]) {
    const back = await inTransaction(1n, async (db) => {
      await db.query(sql`SELECT set_config('timezone', ${zone}, true)`);
      return db.query<{ at: Date }>(sql`SELECT at FROM unnest(${TIMES}::timestamptz[]) WITH ORDINALITY AS x(at, n) ORDER BY n`);
    });
    expect(back.map(({ at }) => at.toISOString())).toEqual(TIMES);
  }
});

test("microseconds are cut to milliseconds, and a time that never ends is no date", async () => {
  const [row] = await query<{ fine: Date; never: unknown; none: null }>(sql`SELECT '2026-11-22 03:04:05.123987+00'::timestamptz AS fine, 'infinity'::timestamptz AS never, NULL::timestamptz AS none`);
  expect(row!.fine.toISOString()).toBe("2026-11-22T03:04:05.123Z");
  expect(row!.never).toBe(Infinity);
  expect(row!.none).toBeNull();
});
