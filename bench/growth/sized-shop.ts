import pg from "pg";
import { defaultProgram } from "~/loyalty/program/default-program";
import { releasePoints } from "~/operations/ledger/release-points.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import { closeDatabase } from "~/store/db.server";
import { migrate } from "../../scripts/migrate.mjs";
import { copyOrders } from "./copy-orders";
import type { GrowthServer } from "./growth-server";
import { nameMembers } from "./name-members";
import { paidOrder } from "./paid-order";
import { FIRST_CUSTOMER, FIRST_ORDER, type Size } from "./size";

export interface SizedShop { size: Size; database: string; shopId: bigint }

/** A database of its own with one launched shop, so that what grows is everything a shop's statements can meet. */
export async function sizedShop(server: GrowthServer, size: Size): Promise<SizedShop> {
  const database = `growth_${size.entries}`;
  const owner = await newDatabase(server, database);
  try {
    const shopId = await launchedShop(owner);
    await enter(server, database);
    const order = paidOrder({ orderId: String(FIRST_ORDER), customerId: String(FIRST_CUSTOMER), processedAt: "2025-01-01T12:00:00.000Z", redeemedValueMinor: 0 });
    await settleOrders(shopId, [order], new Date("2025-01-01T12:00:05.000Z"));
    await releasePoints(shopId, new Date("2025-02-01T00:00:00.000Z"));
    await copyOrders(owner, size);
    await nameMembers(owner, shopId);
    await owner.query("DELETE FROM member_refresh");
    await owner.query("VACUUM ANALYZE");
    return { size, database, shopId };
  } finally {
    await owner.end();
  }
}

/** The product in this process works on that database from now on. */
export async function enter({ appUrl, encryptionKeys }: Pick<GrowthServer, "appUrl" | "encryptionKeys">, database: string): Promise<void> {
  await closeDatabase();
  process.env.DATABASE_URL = appUrl(database);
  process.env.ENCRYPTION_KEYS = encryptionKeys;
}

async function newDatabase({ ownerUrl, appPassword }: GrowthServer, name: string): Promise<pg.Client> {
  const server = new pg.Client({ connectionString: ownerUrl("postgres") });
  await server.connect();
  await server.query(`CREATE DATABASE ${name}`);
  await server.end();
  await migrate(ownerUrl(name), { appPassword });
  const owner = new pg.Client({ connectionString: ownerUrl(name) });
  await owner.connect();
  return owner;
}

async function launchedShop(owner: pg.Client): Promise<bigint> {
  const { rows: [row] } = await owner.query(`INSERT INTO shop (domain, currency, timezone, installed_at, launched_at) VALUES ('growth.myshopify.com', 'USD', 'America/New_York', '2020-01-01', '2020-01-01') RETURNING shop_id`);
  await owner.query("INSERT INTO program_version (shop_id, version, program, effective_from, created_by) VALUES ($1, 1, $2, '2000-01-01', 'bench')", [row.shop_id, JSON.stringify(defaultProgram("USD"))]);
  return BigInt(row.shop_id);
}
