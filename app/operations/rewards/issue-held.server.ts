import { endOfLocalDay } from "~/loyalty/time/local-day";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { takeCode } from "~/store/rewards/codes.server";
import { heldRedemptions, issueRedemption } from "~/store/rewards/held-redemptions.server";
import { settlementShop } from "~/store/shops/settlement-shop.server";

const A_BATCH = 100;

/** Hands codes to redemptions that waited for one, the oldest first, as far as the pools go. @returns how many were issued. */
export async function issueHeld(shopId: bigint, now: Date): Promise<number> {
  for (let issued = 0; ; ) {
    const count = await inTransaction(shopId, async (db) => {
      const { timezone } = await settlementShop(db);
      const members = new Set<bigint>();
      let done = 0;
      for (const { redemptionId, memberId, poolId, snapshot } of await heldRedemptions(db, A_BATCH)) {
        const taken = await takeCode(db, poolId);
        if (!taken) continue;
        await issueRedemption(db, { redemptionId, codeId: taken.codeId, expiresAt: endOfLocalDay(now.toISOString(), timezone, { days: snapshot.validityDays }), now });
        members.add(memberId);
        done++;
      }
      await requestRefresh(db, new Map([...members].map((id) => [id, { retier: false, urgent: true }])), now);
      if (done > 0) await enqueueJobs(db, [shopJob("refresh-members", shopId)]);
      return done;
    });
    issued += count;
    if (count < A_BATCH) return issued;
  }
}
