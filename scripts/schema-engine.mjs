#!/usr/bin/env node
// Stand-in for Prisma's native schema engine: JSON-RPC on stdio <-> @prisma/schema-engine-wasm + pg driver adapter.
// Use: PRISMA_SCHEMA_ENGINE_BINARY=./scripts/schema-engine.mjs npx prisma migrate …
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import pg from "pg";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";

const require = createRequire(import.meta.url);
const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
const wasmPath = require.resolve("@prisma/schema-engine-wasm").replace(/schema_engine\.js$/, "schema_engine_bg.wasm");
const { instance } = await WebAssembly.instantiate(readFileSync(wasmPath), { "./schema_engine_bg.js": glue });
glue.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

// ---- arguments
const argv = process.argv.slice(2);
const datamodels = [];
let datasource = {};
let command = null;
for (let i = 0; i < argv.length; i++) {
  if (argv[i] === "--datamodels") datamodels.push([argv[i + 1], readFileSync(argv[++i], "utf8")]);
  else if (argv[i] === "--datasource") datasource = JSON.parse(argv[++i]);
  else if (argv[i] === "--version" || argv[i] === "-V") { console.log(`schema-engine-wasm ${glue.version()}`); process.exit(0); }
  else if (argv[i].startsWith("--")) i++;
  else if (argv[i] === "cli") command = argv[++i];
}

// ---- adapter
function discrete(url) {
  const u = new URL(url);
  const ssl = u.searchParams.get("sslmode");
  return {
    host: u.searchParams.get("host") ?? decodeURIComponent(u.hostname), port: Number(u.port || 5432),
    user: decodeURIComponent(u.username), password: decodeURIComponent(u.password),
    database: decodeURIComponent(u.pathname.slice(1)),
    ssl: ssl && ssl !== "disable" ? { rejectUnauthorized: ssl.startsWith("verify") } : undefined,
    max: 1, allowExitOnIdle: true,
  };
}
function patch(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = Object.getPrototypeOf(adapter).queryRaw;
  adapter.queryRaw = async (query) => {
    const chars = [];
    const self = Object.create(adapter, { performIO: { value: async (q) => {
      const res = await performIO(q);
      res.fields.forEach((f, i) => {
        if (f.dataTypeID === 18) chars.push(i);
        if (f.dataTypeID === 18 || f.dataTypeID === 19) f.dataTypeID = 25;
        if (f.dataTypeID === 1003) f.dataTypeID = 1009;
      });
      return res;
    } } });
    const out = await queryRaw.call(self, query);
    for (const i of chars) out.columnTypes[i] = ColumnTypeEnum.Character;
    return out;
  };
  adapter.executeScript = async (script) => {
    try { await adapter.client.query(script); } catch (e) { adapter.onError(e); }
  };
  return adapter;
}
async function admin(config, sql) {
  const c = new pg.Client(config);
  await c.connect();
  try { return await c.query(sql); } finally { await c.end(); }
}
class MigratePg extends PrismaPg {
  constructor(config, shadow) { super(config); this.cfg = config; this.shadow = shadow; }
  async connect() { return patch(await super.connect()); }
  async connectToShadowDb() {
    if (this.shadow) return patch(await new PrismaPg(this.shadow).connect());
    const database = `prisma_migrate_shadow_db_${randomUUID()}`;
    await admin(this.cfg, `CREATE DATABASE "${database}" TEMPLATE template0`);
    const a = patch(await new PrismaPg({ ...this.cfg, database }).connect());
    const dispose = a.dispose.bind(a);
    a.dispose = async () => { await dispose(); await admin(this.cfg, `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`); };
    return a;
  }
}

const logLine = (level, message, extra = {}) =>
  process.stderr.write(JSON.stringify({ timestamp: new Date().toISOString(), level, fields: { message, ...extra }, target: "schema_engine::logger" }) + "\n");

async function createDatabase(url) {
  const cfg = discrete(url);
  await admin({ ...cfg, database: "postgres" }, `CREATE DATABASE "${cfg.database.replaceAll('"', '""')}"`);
  return { databaseName: cfg.database };
}

// ---- one-shot commands
if (command) {
  logLine("INFO", "Starting schema engine CLI (wasm)");
  try {
    if (command === "can-connect-to-database") await admin(discrete(datasource.url), "select 1");
    else if (command === "create-database") await createDatabase(datasource.url);
    else if (command === "drop-database") { const c = discrete(datasource.url); await admin({ ...c, database: "postgres" }, `DROP DATABASE IF EXISTS "${c.database}" WITH (FORCE)`); }
    process.exit(0);
  } catch (e) {
    const db = (() => { try { return discrete(datasource.url); } catch { return {}; } })();
    const [code, msg] = e.code === "3D000" ? ["P1003", `Database \`${db.database}\` does not exist`]
      : e.code === "28P01" ? ["P1000", `Authentication failed against database server, the provided database credentials for \`${db.user}\` are not valid.`]
      : ["P1001", `Can't reach database server at \`${db.host}:${db.port}\` (${e.message})`];
    logLine("ERROR", msg, { error_code: code, is_panic: false });
    process.exit(1);
  }
}

// ---- JSON-RPC
let engine;
async function getEngine() {
  if (engine) return engine;
  const factory = new MigratePg(discrete(datasource.url), datasource.shadowDatabaseUrl && discrete(datasource.shadowDatabaseUrl));
  engine = await glue.SchemaEngine.new({ datamodels: datamodels.length ? datamodels : undefined }, (l) => process.stderr.write(l + "\n"), bindMigrationAwareSqlAdapterFactory(factory));
  return engine;
}
const reply = (m) => new Promise((ok) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...m }) + "\n", ok));
let pending = Promise.resolve();
let nextId = 1000000;
createInterface({ input: process.stdin, crlfDelay: Infinity }).on("line", (line) => {
  const msg = JSON.parse(line);
  if (!msg.method) return; // answers to our "print"
  pending = pending.then(async () => {
    try {
      let result;
      if (msg.method === "createDatabase") result = await createDatabase(msg.params.datasource.url ?? datasource.url);
      else {
        const e = await getEngine();
        const name = msg.method === "getDatabaseVersion" ? "version" : msg.method;
        result = await e[name](msg.params);
        if (msg.method === "diff" && result?.stdout) {
          await reply({ id: nextId++, method: "print", params: { content: result.stdout } });
          delete result.stdout;
        }
      }
      await reply({ id: msg.id, result: result ?? {} });
    } catch (e) {
      const isPanic = e?.name === "RuntimeError";
      await reply({ id: msg.id, error: { code: 4466, message: "An error happened. Check the data field for details.", data: { is_panic: isPanic, message: String(e?.message ?? e), error_code: e?.code ?? null, meta: null } } });
    }
  });
}).on("close", () => pending.finally(() => process.exit(0)));
