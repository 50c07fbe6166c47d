import type pg from "pg";
import { defaultProgram } from "~/loyalty/program/default-program";
import { insertDeliveries, type NewDelivery } from "~/store/inbox/insert-deliveries.server";
import { orderBody } from "../door/order-body";

const SETTLE_SHOP = "settle.myshopify.com";
const FIRST_ORDER = 6_000_000_000_000;
const CUSTOMERS = 5_000;
const A_BATCH = 200;

export async function launchedShop(owner: pg.Pool): Promise<void> {
  const { rows: [row] } = await owner.query<{ shop_id: string }>("INSERT INTO shop (domain, currency, timezone, installed_at, launched_at) VALUES ($1, 'USD', 'America/New_York', '2020-01-01', '2020-01-01') RETURNING shop_id", [SETTLE_SHOP]);
  await owner.query("INSERT INTO program_version (shop_id, version, program, effective_from, created_by) VALUES ($1, 1, $2, '2000-01-01', 'bench')", [row!.shop_id, JSON.stringify(defaultProgram("USD"))]);
}

/** Stores signed-and-accepted deliveries as the door stores them, each a different order. */
export async function fillInbox({ from, count }: { from: number; count: number }): Promise<void> {
  for (let at = from; at < from + count; at += A_BATCH) {
    await insertDeliveries(Array.from({ length: Math.min(A_BATCH, from + count - at) }, (_, i) => delivery(at + i)));
  }
}

function delivery(n: number): NewDelivery {
  // A step that shares no factor with the customers: neighbors in the queue belong to different people.
  const body = orderBody(FIRST_ORDER + n * 7_919, CUSTOMERS);
  return { shopDomain: SETTLE_SHOP, deliveryId: `bench-${n}`, eventId: null, topic: "orders/paid", apiVersion: "2026-10", triggeredAt: new Date("2026-11-01T15:00:00Z"), body };
}
