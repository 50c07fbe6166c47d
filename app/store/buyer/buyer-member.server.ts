import { readFor } from "../in-transaction.server";
import { memberByCustomer } from "../members/member-by-id.server";

/** The member a shopper is, null when they take no part. */
export async function buyerMember(shopId: bigint, customerId: string): Promise<bigint | null> {
  const member = await readFor(shopId, (db) => memberByCustomer(db, customerId));
  return member && ["member", "left"].includes(member.state) ? member.memberId : null;
}
