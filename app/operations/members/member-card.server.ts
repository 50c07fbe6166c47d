import type { MemberCard } from "../../../extensions/_shared/contract";
import { readFor } from "~/store/in-transaction.server";
import { memberByCustomer } from "~/store/members/member-by-id.server";
import { cardsOf } from "./cards/cards-of";

/**
 * A customer's card as it stands now, with up to `shown` changes of any age (5 on the card itself). Null for who is no member. Whether the
 * program is launched is the caller's to ask.
 */
export function memberCardOf(shopId: bigint, customerId: string, { now, shown = 5 }: { now: Date; shown?: number }): Promise<{ memberId: bigint; card: MemberCard } | null> {
  return readFor(shopId, async (db) => {
    const member = await memberByCustomer(db, customerId);
    if (!member || member.state === "known") return null;
    const found = (await cardsOf(db, [member.memberId], { now, shown })).get(member.memberId);
    return found ? { memberId: member.memberId, card: found.card } : null;
  });
}
