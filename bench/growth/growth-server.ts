import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { embeddedPostgres } from "../../scripts/embedded-postgres.mjs";

/** A PostgreSQL for the growing ledgers; databases are made on it. */
export interface GrowthServer {
  /** The owner's address of a database. */
  ownerUrl(database: string): string;
  /** The product's, as `perennial_app`. */
  appUrl(database: string): string;
  appPassword: string;
  encryptionKeys: string;
  stop(): Promise<void>;
}

const MOST_CACHE_MB = 1_024;

/**
 * Set up as PostgreSQL's manual advises for a server of its own: a quarter of the memory as cache (at most 1 GB) and checkpoints a
 * quarter of an hour apart. With the defaults (128 MB, 5 minutes) the largest ledger would measure the cache and not the product.
 */
export async function growthServer(encryptionKeys: string): Promise<GrowthServer> {
  const dir = await mkdtemp(path.join(os.tmpdir(), "perennial-bench-"));
  const cacheMb = Math.min(MOST_CACHE_MB, Math.floor(os.totalmem() / 4 / 1_048_576));
  const settings = [`shared_buffers=${cacheMb}MB`, "max_wal_size=8GB", "checkpoint_timeout=15min"];
  const server = await embeddedPostgres({ dataDir: path.join(dir, "pg"), flags: settings.flatMap((setting) => ["-c", setting]) });
  const appPassword = "bench-only";
  return {
    appPassword, encryptionKeys, ownerUrl: server.url,
    appUrl: (database) => Object.assign(new URL(server.url(database)), { username: "perennial_app", password: appPassword }).href,
    async stop() {
      await server.stop();
      for (const at of [path.dirname(server.dataDir), dir]) await rm(at, { recursive: true, force: true });
    },
  };
}
