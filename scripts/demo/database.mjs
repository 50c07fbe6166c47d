// The database of what runs on this machine: that of DATABASE_URL, else an embedded PostgreSQL in a folder; migrated either way.
import path from "node:path";

/**
 * @param {{ home: string, appPassword: string, step?: (text: string) => void }} where
 * @returns {Promise<{ url: string, ownerUrl: string | null, stop(): Promise<void> }>} `url` is what the product uses; `ownerUrl` is of an embedded one
 */
export async function openDatabase({ home, appPassword, step = () => {} }) {
  const { migrate } = await import("../migrate.mjs");
  if (process.env.DATABASE_URL) {
    step("migrating the database of DATABASE_URL");
    await migrate(process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL).catch((error) => {
      throw new Error(`the database of DATABASE_URL cannot be used (${error.message || error.code}): expected a PostgreSQL 15 or later that answers`);
    });
    return { url: process.env.DATABASE_URL, ownerUrl: null, stop: async () => {} };
  }
  step("starting the embedded database");
  const { embeddedPostgres } = await import("../embedded-postgres.mjs");
  const server = await embeddedPostgres({ dataDir: path.join(home, "postgres") });
  await migrate(server.ownerUrl, { appPassword }).catch(async (error) => {
    await server.stop();
    throw error;
  });
  const url = new URL(server.ownerUrl);
  url.username = "perennial_app";
  url.password = appPassword;
  return { url: url.href, ownerUrl: server.ownerUrl, stop: () => server.stop() };
}
