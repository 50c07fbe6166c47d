import { programAt } from "~/loyalty/program/program-at";
import type { LedgerBatch } from "~/store/ledger/ledger-batch";
import { erasedMembers } from "~/store/members/erased-customers.server";
import { orderNames } from "~/store/orders/order-names.server";
import { programVersions } from "~/store/program/program-versions.server";
import type { Redemption } from "~/store/rewards/redemption-rows.server";
import type { ResolvedRedemption } from "~/store/rewards/save-redemptions.server";
import { settlementShop } from "~/store/shops/settlement-shop.server";
import type { Tx } from "~/store/tx";
import type { LoadedRedemptions } from "./load-cases";
import { settleRedemption } from "./settle-redemption";

interface ToSettle { redemptions: readonly Redemption[]; loaded: LoadedRedemptions; ledger: LedgerBatch; unusable: boolean; now: Date }

/** Settles loaded redemptions by what is known of their codes, whoever told of it; posts into the batch. @returns those that changed. */
export async function settleLoaded(db: Tx, { redemptions, loaded, ledger, unusable, now }: ToSettle): Promise<ResolvedRedemption[]> {
  const shop = await settlementShop(db);
  const { expiry } = programAt(await programVersions(db), now.toISOString());
  const erased = new Set(await erasedMembers(db, redemptions.map(({ memberId }) => memberId)));
  const names = await orderNames(db, [...loaded.uses.values()].flat().map(({ orderId }) => orderId));
  return redemptions.flatMap((redemption) => settleRedemption(ledger, {
    redemption, parts: loaded.parts.get(redemption.redemptionId)!, uses: loaded.uses.get(redemption.codeId!) ?? [], orderNames: names, unusable, erased: erased.has(redemption.memberId),
  }, { zone: shop.timezone, graceDays: expiry.graceDays, now, actor: redemption.closingActor ?? "system" }) ?? []);
}
