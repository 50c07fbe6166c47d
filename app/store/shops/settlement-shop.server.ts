import { sql } from "../sql";
import type { Tx } from "../tx";

/** What settling depends on, as it stands in this transaction. */
export interface SettlementShop {
  timezone: string;
  currency: string;
  launchedAt: string | null;
  /** Orders made before it are of the past. Null while the app is not installed. */
  earnsSince: string | null;
  testCustomers: ReadonlySet<string>;
  development: boolean;
}

export interface SettlementShopRow { timezone: string; currency: string; launched_at: Date | null; earns_since: Date | null; test_customers: string[]; development: boolean }

export async function settlementShop(db: Tx): Promise<SettlementShop> {
  const [row] = await db.query<SettlementShopRow>(sql`SELECT timezone, currency, launched_at, coalesce(earns_since, installed_at) AS earns_since, test_customers, development FROM shop WHERE shop_id = ${db.shopId}`);
  if (!row) throw new Error(`shop ${db.shopId}: expected a known shop`);
  return settlementShopOf(row);
}

export function settlementShopOf(row: SettlementShopRow): SettlementShop {
  return {
    timezone: row.timezone, currency: row.currency, launchedAt: row.launched_at?.toISOString() ?? null, earnsSince: row.earns_since?.toISOString() ?? null,
    testCustomers: new Set(row.test_customers), development: row.development,
  };
}
