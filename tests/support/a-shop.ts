import { defaultProgram } from "~/loyalty/program/default-program";
import type { Program } from "~/loyalty/program/program";
import type { TestDatabase } from "./use-database";

export interface GivenShop {
  domain: string; currency: string; timezone: string;
  /** Null = not launched. */
  launchedAt: string | null;
  installedAt: string; testCustomers: string[]; development: boolean;
  /** Version 1, in force from ever. */
  program: Program;
}

let made = 0;

/** An installed, launched shop in USD (New York) with the default program; every field can be given. */
export async function aShop(database: TestDatabase, given: Partial<GivenShop> = {}): Promise<bigint> {
  const shop: GivenShop = {
    domain: `shop-${++made}.myshopify.com`, currency: "USD", timezone: "America/New_York", launchedAt: "2020-01-01T00:00:00.000Z", installedAt: "2020-01-01T00:00:00.000Z", testCustomers: [], development: false,
    program: defaultProgram(given.currency ?? "USD"), ...given,
  };
  const [row] = await database.asOwner<{ shop_id: string }>(
    `INSERT INTO shop (domain, currency, timezone, installed_at, launched_at, test_customers, development) VALUES ($1, $2, $3, $7, $4, $5, $6) RETURNING shop_id`,
    [shop.domain, shop.currency, shop.timezone, shop.launchedAt, shop.testCustomers, shop.development, shop.installedAt]);
  const shopId = BigInt(row!.shop_id);
  await aProgramVersion(database, shopId, { program: shop.program, effectiveFrom: "2000-01-01T00:00:00.000Z" });
  return shopId;
}

export async function aProgramVersion(database: TestDatabase, shopId: bigint, { program, effectiveFrom }: { program: Program; effectiveFrom: string }): Promise<void> {
  await database.asOwner(`INSERT INTO program_version (shop_id, version, program, effective_from, created_by) VALUES ($1, $2, $3, $4, 'test')`,
    [shopId, program.version, JSON.stringify(program), effectiveFrom]);
}
