import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";

/**
 * Shopify's own GraphQL schemas lie in the npm package of its development server (ISC). The package is packed once, checked
 * against this checksum and only its schema files are kept; nothing of it is installed or run.
 */
const PACKAGE = "@shopify/dev-mcp@1.16.0";
const INTEGRITY = "sha512-tqgRnK7sQhjew+htxtleTH23nXB5fZcsrhWgEkomsorGXvLOB2mh2upwZm8uzuTDNTZnqtLMe64yIwh6s2awtw==";
const CACHE = fileURLToPath(new URL("../.cache/shopify-schema/", import.meta.url));
const SCHEMAS = ["admin_2026-10", "functions_discount_2026-10"] as const;
export type SchemaName = (typeof SCHEMAS)[number];

/** Where a schema file lies (gzip JSON: introspection under `data`, scopes under `offline_scopes`), fetched or not. */
export function schemaPath(name: SchemaName = "admin_2026-10"): string {
  return join(CACHE, `${name}.json.gz`);
}

/** Makes sure every schema file is there; does nothing when it is. Errors are one sentence that says what to do. */
export async function fetchSchema(log: (line: string) => void = () => undefined): Promise<void> {
  if (SCHEMAS.every((name) => existsSync(schemaPath(name)))) return;
  const work = join(CACHE, `packing-${process.pid}`);
  await mkdir(work, { recursive: true });
  try {
    log(`fetching Shopify's schema from ${PACKAGE} (14 MB, once)`);
    const archive = await packedArchive(work);
    for (const name of SCHEMAS) await keep(name, archive);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function packedArchive(work: string): Promise<Buffer> {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["pack", PACKAGE, "--json", "--silent", "--ignore-scripts", "--fetch-retries", "1", "--fetch-retry-mintimeout", "2000", "--pack-destination", work];
  const { stdout } = await promisify(execFile)(npm, args, { cwd: work, shell: process.platform === "win32", maxBuffer: 16 << 20 }).catch((error: Error & { stdout?: string; stderr?: string }) => {
    throw new Error(`npm could not pack ${PACKAGE}, check the network or npm's registry setting and try again: ${reasonOf(error)}`);
  });
  const { filename } = (JSON.parse(stdout) as { filename: string }[])[0]!;
  const archive = await readFile(join(work, filename));
  const found = `sha512-${createHash("sha512").update(archive).digest("base64")}`;
  if (found !== INTEGRITY) throw new Error(`${PACKAGE} has checksum ${found}, expected ${INTEGRITY}: the registry answered with another package, nothing was kept`);
  return gunzipSync(archive);
}

async function keep(name: SchemaName, archive: Buffer): Promise<void> {
  const file = fileInTar(archive, `package/dist/data/${name}.json.gz`);
  if (!file) throw new Error(`${PACKAGE} has no ${name}.json.gz, expected it under dist/data`);
  const fresh = `${schemaPath(name)}.${process.pid}`;
  await writeFile(fresh, file);
  await rename(fresh, schemaPath(name));
}

/** One file of a tar archive: 512-byte headers with the name first and the size in octal at 124. */
function fileInTar(archive: Buffer, path: string): Buffer | null {
  for (let at = 0; at + 512 <= archive.length;) {
    const name = archive.toString("utf8", at, at + 100).replace(/\0.*$/s, "");
    const size = Number.parseInt(archive.toString("ascii", at + 124, at + 136), 8) || 0;
    if (name === path) return archive.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return null;
}

/** npm tells its errors as JSON on stdout; where it did not get so far, the process's own message has to do. */
function reasonOf(error: Error & { stdout?: string; stderr?: string }): string {
  try {
    const told = (JSON.parse(error.stdout ?? "") as { error: { code?: string; summary?: string } }).error;
    return [told.code, told.summary].filter(Boolean).join(" ").trim().split("\n")[0]!;
  } catch {
    return (error.stderr?.trim() || error.message).split("\n")[0]!;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await fetchSchema(console.log).then(
    () => console.log(`Shopify's schema is in ${CACHE}`),
    (error: Error) => { console.error(error.message); process.exitCode = 1; },
  );
}
