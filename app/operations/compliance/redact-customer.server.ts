import { forfeit } from "~/loyalty/ledger/forfeit";
import { closeRequest, lockRequest } from "~/store/compliance/requests.server";
import { inTransaction } from "~/store/in-transaction.server";
import { lockWallets } from "~/store/ledger/lock-wallets.server";
import { postBatch } from "~/store/ledger/post-batch.server";
import { eraseMemberData } from "~/store/members/erase-member-data.server";
import { rememberErased } from "~/store/members/erased-customers.server";
import { findSubject } from "~/store/members/find-subject.server";
import { lockCustomers } from "~/store/members/lock-customers.server";
import { lockOrdersOf } from "~/store/members/merge-rows.server";
import { saveResolved } from "~/store/rewards/save-redemptions.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import type { Tx } from "~/store/tx";
import { withdrawRedemptions } from "../rewards/withdraw-redemptions";

/**
 * Carries out a request to forget a customer: points are forfeited (so that the liability is true), everything personal is
 * erased, and a keyed hash remembers that late facts must not bring the customer back. The ledger stays whole. Repeating it
 * changes nothing.
 */
export async function redactCustomer(shopId: bigint, requestId: bigint, now: Date): Promise<{ erased: number }> {
  const hasher = await shopHasher(shopId);
  return inTransaction(shopId, async (db) => {
    const request = await lockRequest(db, requestId);
    if (!request || request.state !== "open") return { erased: 0 };
    const before = await findSubject(db, hasher, request.subject);
    await lockOrdersOf(db, before);
    await lockCustomers(db, before.customerIds);
    // Read again under the lock: a member may have appeared, or been merged.
    const subject = await findSubject(db, hasher, request.subject);
    await forfeitAll(db, subject.memberIds, now);
    const orderIds = await lockOrdersOf(db, subject);
    await rememberErased(db, subject.customerIds.map((id) => hasher.customer(id)), now);
    await eraseMemberData(db, subject, [...new Set([...orderIds, ...request.subject.orderIds])]);
    await closeRequest(db, requestId, { note: `${subject.memberIds.length} members, ${orderIds.length} orders`, now });
    return { erased: subject.memberIds.length };
  });
}

async function forfeitAll(db: Tx, memberIds: bigint[], now: Date): Promise<void> {
  const wallets = await lockWallets(db, memberIds);
  const { ledger, withdrawn } = await withdrawRedemptions(db, wallets, now);
  for (const memberId of wallets.keys()) {
    const transaction = forfeit(ledger.wallet(memberId), ledger.lots(memberId), { key: `redact:${memberId}`, reason: "customer_erased", actor: "system", now: now.toISOString() });
    if (transaction) ledger.post(transaction);
  }
  const made = await postBatch(db, ledger);
  await saveResolved(db, withdrawn, { made, now });
}
