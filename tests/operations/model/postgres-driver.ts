import type { Account } from "~/loyalty/ledger/posting";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { releasePoints } from "~/operations/ledger/release-points.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { resettleOrders } from "~/operations/orders/resettle-orders.server";
import { settleOrders } from "~/operations/orders/settle-orders.server";
import type { OrderFact } from "~/loyalty/orders/order-fact";
import { IdempotencyConflict } from "~/store/ledger/posted-under.server";
import { lotOfRow, type LotRow } from "~/store/ledger/lot-row";
import type { AdjustCommand, LedgerDriver, LedgerState, ModelSetup } from "../../loyalty/model/driver";
import { hold } from "../../loyalty/model/invariants";
import { aProgramVersion, aShop } from "../../support/a-shop";
import { dumpShop } from "../../support/dump-shop";
import type { TestDatabase } from "../../support/use-database";

export interface PostgresDriver extends LedgerDriver { readonly shopId: bigint }

/** The service on its database: each run in a shop of its own. */
export async function openPostgresDriver(database: TestDatabase, setup: ModelSetup): Promise<PostgresDriver> {
  const shopId = await aShop(database, { currency: setup.currency, timezone: "UTC", launchedAt: setup.launchedAt, program: setup.program });
  for (const { productId, tags, collectionIds, giftCard } of setup.products) {
    await database.asOwner(`INSERT INTO product (shop_id, product_id, tags, collection_ids, gift_card, updated_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [shopId, productId, tags, collectionIds, giftCard, setup.launchedAt]);
  }
  const adjustments = new Map<string, { customerId: string; memberId: bigint }>();
  const memberOf = (customerId: string) => memberIdOf(database, shopId, customerId);
  return {
    shopId,
    // One transaction a fact: a minimum is tested on what was known when the order was first seen, so arrival is part of the model.
    async deliver(facts: OrderFact[], now) {
      for (const fact of facts) await settleOrders(shopId, [fact], new Date(now));
    },
    async release(now) {
      await releasePoints(shopId, new Date(now));
    },
    async adjust(command, now) {
      // Staff acts on a member, not on a customer: a repeated click means the member it meant the first time.
      const before = adjustments.get(command.key);
      const memberId = before?.customerId === command.customerId ? before.memberId : await memberOf(command.customerId);
      // The service refuses an unknown member before it looks at the key.
      if (memberId === null) return before ? "conflict" : "no_member";
      // A dump costs as much as ten commands: only where the key was used, or on the way to a refusal that looks at the body.
      const dump = before || command.note === "" ? await dumpShop(database, shopId) : null;
      const answer = await adjust(shopId, { command, memberId, now });
      if (answer === "posted") adjustments.set(command.key, { customerId: command.customerId, memberId });
      else if (dump) hold("I18 what is refused leaves every table as it was", JSON.stringify(dump) === JSON.stringify(await dumpShop(database, shopId)), answer);
      return answer;
    },
    async merge(loserCustomerId, survivorCustomerId, now) {
      await mergeCustomers(shopId, { fromCustomerId: loserCustomerId, intoCustomerId: survivorCustomerId }, new Date(now));
      await resettleOrders(shopId, new Date(now));
      await tiersHeldForEver(database, shopId);
    },
    changeProgram: (program, now) => aProgramVersion(database, shopId, { program, effectiveFrom: now }),
    async holdTier(customerId, handle, now) {
      const memberId = await memberOf(customerId);
      if (memberId === null) return false;
      await database.asOwner(`WITH held AS (UPDATE member SET tier = $3, tier_since = $4 WHERE shop_id = $1 AND member_id = $2)
        INSERT INTO tier_change (shop_id, member_id, from_tier, to_tier, reason, program_version, effective_at) VALUES ($1, $2, '', $3, 'test', 1, $4)`, [shopId, memberId, handle, now]);
      await tiersHeldForEver(database, shopId);
      return true;
    },
    state: () => ledgerState(database, shopId),
  };
}

async function adjust(shopId: bigint, { command, memberId, now }: { command: AdjustCommand; memberId: bigint; now: string }): Promise<string> {
  const { key, points, customerId } = command;
  // The note names the customer, so that one key for two customers is another body also after the two were merged.
  const note = command.note === "" ? "" : `${customerId}: ${command.note}`;
  try {
    const answer = await adjustPoints(shopId, { memberId, points, note, actor: "staff:1", commandId: key }, new Date(now));
    return "refusal" in answer ? answer.refusal : answer.repeated ? "repeated" : "posted";
  } catch (error) {
    if (error instanceof IdempotencyConflict) return "conflict";
    throw error;
  }
}

/** The model prices an order at the tier held when it arrives: the latest change counts for every order, however old. */
async function tiersHeldForEver(database: TestDatabase, shopId: bigint): Promise<void> {
  await database.asOwner(`UPDATE tier_change SET effective_at = '1970-01-01'::timestamptz + tier_change_id * interval '1 millisecond' WHERE shop_id = $1 AND effective_at > '2000-01-01'`, [shopId]);
}

async function memberIdOf(database: TestDatabase, shopId: bigint, customerId: string): Promise<bigint | null> {
  const [row] = await database.asOwner<{ member_id: string }>(`SELECT member_id FROM member WHERE shop_id = $1 AND state NOT IN ('known', 'merged')
    AND customer_id = coalesce((SELECT to_customer_id FROM customer_redirect WHERE shop_id = $1 AND from_customer_id = $2), $2)`, [shopId, customerId]);
  return row ? BigInt(row.member_id) : null;
}

type Raw<T> = { [Field in keyof T]: T[Field] extends bigint ? string : T[Field] };
interface MemberRow { member_id: string; customer_id: string; pending: string; available: string; held: string; debt: string }
interface EntryRow { txn_id: string; key: string; member_id: string; kind: string; actor: string; reason: string; account: Account; delta: string }

/** The shop's whole ledger as the owner sees it, read without any code of the product but the reading of a lot. */
export async function ledgerState(database: TestDatabase, shopId: bigint): Promise<LedgerState> {
  const [members, lots, orders, entries] = await Promise.all([
    database.asOwner<MemberRow>(`SELECT member_id, customer_id, pending, available, held, debt FROM member JOIN wallet USING (shop_id, member_id) WHERE shop_id = $1 ORDER BY member_id`, [shopId]),
    database.asOwner<Raw<LotRow>>(`SELECT * FROM lot WHERE shop_id = $1 ORDER BY lot_id`, [shopId]),
    database.asOwner<{ order_id: string; accrued: string; reversed: string }>(`SELECT order_id, accrued, reversed FROM shop_order WHERE shop_id = $1 ORDER BY order_id`, [shopId]),
    database.asOwner<EntryRow>(`SELECT t.txn_id, t.key, t.member_id, t.kind, t.actor, t.reason, e.account, e.delta FROM ledger_transaction t JOIN ledger_entry e USING (shop_id, txn_id)
      WHERE t.shop_id = $1 ORDER BY t.txn_id, e.line`, [shopId]),
  ]);
  const all = lots.map((row) => lotOfRow(withBigints(row)));
  return {
    members: members.map((row) => ({
      customerId: row.customer_id, lots: all.filter((lot) => lot.memberId === BigInt(row.member_id)),
      wallet: { memberId: BigInt(row.member_id), pending: BigInt(row.pending), available: BigInt(row.available), held: BigInt(row.held), debt: BigInt(row.debt) },
    })),
    orders: orders.map((row) => ({ orderId: row.order_id, accrued: BigInt(row.accrued), reversed: BigInt(row.reversed) })),
    transactions: transactionsOf(entries),
  };
}

const POINTS = ["lot_id", "member_id", "amount", "pending", "free", "held", "spent", "expired", "reversed", "repaid"] as const;
function withBigints(row: Raw<LotRow>): LotRow {
  return { ...row, ...Object.fromEntries(POINTS.map((name) => [name, BigInt(row[name])])) } as unknown as LotRow;
}

function transactionsOf(entries: EntryRow[]): LedgerState["transactions"] {
  const byId = new Map<string, LedgerState["transactions"][number]>();
  for (const { txn_id, key, member_id, kind, actor, reason, account, delta } of entries) {
    const transaction = byId.get(txn_id) ?? { key, memberId: BigInt(member_id), kind, actor, reason, entries: [] };
    transaction.entries.push({ account, delta: BigInt(delta) });
    byId.set(txn_id, transaction);
  }
  return [...byId.values()];
}
