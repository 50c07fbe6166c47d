import type { Wallet } from "~/loyalty/ledger/posting";
import { wayBack } from "~/loyalty/rewards/way-back";
import { programAt } from "~/loyalty/program/program-at";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { ledgerBatch, type LedgerBatch } from "~/store/ledger/ledger-batch";
import { liveLots } from "~/store/ledger/live-lots.server";
import { programVersions } from "~/store/program/program-versions.server";
import { openRedemptionsOf } from "~/store/rewards/held-redemptions.server";
import { giveBackCounted } from "~/store/rewards/reward-rows.server";
import { beginClosing, type ResolvedRedemption } from "~/store/rewards/save-redemptions.server";
import { settlementShop } from "~/store/shops/settlement-shop.server";
import type { Tx } from "~/store/tx";
import { loadRedemptions } from "./load-cases";
import { settleRedemption } from "./settle-redemption";

/**
 * Ends what people who asked to be forgotten have open: what waits for a code comes back into the batch, codes that are out
 * are taken out of the shop, and what they held is forfeited when they are gone. The wallets must be locked.
 */
export async function withdrawRedemptions(db: Tx, wallets: ReadonlyMap<bigint, Wallet>, now: Date): Promise<{ ledger: LedgerBatch; withdrawn: ResolvedRedemption[] }> {
  const memberIds = [...wallets.keys()];
  const loaded = await loadRedemptions(db, await openRedemptionsOf(db, memberIds), new Set(memberIds));
  const lots = new Map([...await liveLots(db, memberIds), ...loaded.lots].map((lot) => [lot.lotId, lot]));
  const ledger = ledgerBatch(wallets, [...lots.values()]);
  const { timezone } = await settlementShop(db);
  const { expiry } = programAt(await programVersions(db), now.toISOString());
  const withdrawn: ResolvedRedemption[] = [];
  const ways = loaded.redemptions.map((redemption) => ({ redemption, way: wayBack(redemption, "customer_erased", now) }));
  const withCode = ways.flatMap(({ redemption, way }) => (way === null || way === "at_once" ? [] : [redemption.redemptionId]));
  await beginClosing(db, { redemptionIds: withCode, reason: "customer_erased", actor: "system", now });
  for (const { redemption, way } of ways) {
    const { redemptionId } = redemption;
    if (way !== "at_once") continue;
    const resolved = settleRedemption(ledger, { redemption: { ...redemption, status: "closing", closingReason: "customer_erased" }, parts: loaded.parts.get(redemptionId)!, uses: [], orderNames: new Map(), unusable: true, erased: false },
      { zone: timezone, graceDays: expiry.graceDays, now, actor: "system" });
    if (resolved) withdrawn.push(resolved);
  }
  const ended = new Set(withdrawn.map(({ redemptionId }) => redemptionId));
  await giveBackCounted(db, loaded.redemptions.flatMap(({ redemptionId, rewardId }) => (ended.has(redemptionId) ? [rewardId] : [])));
  if (loaded.redemptions.length > 0) await enqueueJobs(db, [shopJob("close-codes", db.shopId)]);
  return { ledger, withdrawn };
}
