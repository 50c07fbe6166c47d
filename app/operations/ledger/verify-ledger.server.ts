import { orderWorth } from "~/loyalty/orders/order-worth";
import { readFor } from "~/store/in-transaction.server";
import { brokenSeals } from "~/store/ledger/day-seals.server";
import { findDiscrepancies, type Discrepancy } from "~/store/ledger/find-discrepancies.server";
import { settledOrders } from "~/store/ledger/settled-orders.server";
import type { Tx } from "~/store/tx";

export type { Discrepancy } from "~/store/ledger/find-discrepancies.server";

const ORDERS_A_PAGE = 1000;

/**
 * Recounts the ledger of one shop: transactions sum to zero and are what was posted, wallets equal entries and lots, orders
 * equal what was posted for them and what their facts are worth, what was issued is what orders hold, sealed days are
 * untouched. For the nightly job; changes nothing. @returns what does not hold, with place and figures; empty = all is well.
 */
export function verifyLedger(shopId: bigint): Promise<Discrepancy[]> {
  return readFor(shopId, async (db) => [...(await findDiscrepancies(db)), ...(await worthDiscrepancies(db)), ...(await brokenSeals(db))]);
}

async function worthDiscrepancies(db: Tx): Promise<Discrepancy[]> {
  const found: Discrepancy[] = [];
  for (let after = ""; ; ) {
    const page = await settledOrders(db, after, ORDERS_A_PAGE);
    for (const { orderId, fact, basis, memberId, net } of page) {
      const worth = memberId === null ? 0n : orderWorth(fact, basis).worth;
      if (worth !== net) found.push({ check: "order_equals_worth", place: `order ${orderId}`, expected: String(worth), found: String(net) });
    }
    if (page.length < ORDERS_A_PAGE) return found;
    after = page.at(-1)!.orderId;
  }
}
