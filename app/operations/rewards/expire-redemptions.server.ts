import { inTransaction } from "~/store/in-transaction.server";
import { expiredRedemptions } from "~/store/rewards/due-redemptions.server";
import { lockRedemptions } from "~/store/rewards/redemption-rows.server";
import { takeBack } from "./take-back";

const A_BATCH = 200;

/** Codes that ended unused go the way of canceled ones: taken out of the shop, then looked for in all orders. @returns how many. */
export async function expireRedemptions(shopId: bigint, now: Date): Promise<number> {
  for (let done = 0; ; ) {
    const count = await inTransaction(shopId, async (db) => {
      const due = await lockRedemptions(db, await expiredRedemptions(db, now, A_BATCH));
      await takeBack(db, due, { reason: "code_expired", now });
      return due.length;
    });
    done += count;
    if (count < A_BATCH) return done;
  }
}
