import { log } from "~/log.server";
import { eraseShop } from "~/operations/compliance/erase-shop.server";
import { exportCustomer } from "~/operations/compliance/export-customer.server";
import { redactCustomer } from "~/operations/compliance/redact-customer.server";
import { lockRequest } from "~/store/compliance/requests.server";
import { inTransaction, readFor } from "~/store/in-transaction.server";
import { eraseBodiesNaming } from "~/store/inbox/erase-bodies-naming.server";
import { findSubject } from "~/store/members/find-subject.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

export const exportData = async (shop: Shop, requestId: bigint, now: Date): Promise<void> => void await exportCustomer(shop.shopId, requestId, now);

/** Stored bodies go first: once the request is carried out nobody knows any more whom it was about. */
export async function redactData(shop: Shop, requestId: bigint, now: Date): Promise<void> {
  const request = await inTransaction(shop.shopId, (db) => lockRequest(db, requestId));
  if (!request || request.state !== "open") return;
  const { email } = request.subject;
  const hasher = await shopHasher(shop.shopId);
  // Also by the ids they had before they were merged.
  const { customerIds } = await readFor(shop.shopId, (db) => findSubject(db, hasher, request.subject));
  await eraseBodiesNaming(shop.domain, [...customerIds, ...(email === null ? [] : [email])]);
  await redactCustomer(shop.shopId, requestId, now);
}

/** 48 hours after an uninstall. A shop that came back in the meantime stays, also when it left again since: that asks for its own erasure. */
export async function eraseShopData({ domain, uninstalledAt }: Shop, askedAt: Date): Promise<void> {
  const meant = uninstalledAt !== null && uninstalledAt <= askedAt;
  const erased = meant && (await eraseShop(domain)).erased;
  log.info({ shop: domain, erased }, erased ? "shop erased" : "shop not erased: it came back, or is gone already");
}
