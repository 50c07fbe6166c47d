import { membersWithDueActivities } from "~/store/activities/due-activities.server";
import { inTransaction } from "~/store/in-transaction.server";
import { programVersions } from "~/store/program/program-versions.server";
import { settlementShop } from "~/store/shops/settlement-shop.server";
import { settleDue } from "./settlement/settle-due";

const MEMBERS_A_BATCH = 200;

/** Settles everything members did that waits for it, in batches until nothing is due. Repeating it posts nothing. @returns how many brought points. */
export async function settleActivities(shopId: bigint, now: Date): Promise<number> {
  for (let given = 0; ; ) {
    const batch = await inTransaction(shopId, async (db) => {
      const members = await membersWithDueActivities(db, now, MEMBERS_A_BATCH);
      if (members.length === 0) return { members: 0, given: 0 };
      const [shop, versions] = [await settlementShop(db), await programVersions(db)];
      return { members: members.length, given: await settleDue(db, members, { shop, versions, now }) };
    });
    given += batch.given;
    if (batch.members < MEMBERS_A_BATCH) return given;
  }
}
