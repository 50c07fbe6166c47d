import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { useDatabase } from "../support/use-database";

const root = path.resolve(import.meta.dirname, "../..");
const database = useDatabase();

test("schema.prisma says what the migrations make", async () => {
  const env = {
    ...process.env, DATABASE_OWNER_URL: database.ownerUrl, PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, "scripts/schema-engine.mjs"), CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1",
  };
  const args = [path.join(root, "node_modules/prisma/build/index.js"), "migrate", "diff", "--from-migrations", "prisma/migrations", "--to-schema", "prisma/schema.prisma", "--exit-code"];
  const told = await promisify(execFile)(process.execPath, args, { cwd: root, env }).catch((error: { stdout: string; stderr: string }) => ({ stdout: `${error.stdout}${error.stderr}` }));
  expect(told.stdout).toContain("No difference detected");
});
