import { isOpenTo } from "~/loyalty/program/is-open-to";
import { programAt, type ProgramVersion } from "~/loyalty/program/program-at";
import { logAccess } from "~/store/access/log-access.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, readCustomerJob, shopJob } from "~/store/jobs/enqueue.server";
import { enrollMembers } from "~/store/members/enroll-members.server";
import { memberByCustomer, memberById, type Member } from "~/store/members/member-by-id.server";
import { lockCustomers } from "~/store/members/lock-customers.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { setMemberState } from "~/store/members/set-member-state.server";
import { unerase } from "~/store/members/erased-customers.server";
import { claimOrders } from "~/store/orders/claim-orders.server";
import { programVersions } from "~/store/program/program-versions.server";
import { settlementShop, type SettlementShop } from "~/store/shops/settlement-shop.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import type { Tx } from "~/store/tx";
import { recordActivities } from "../activities/settlement/record-activities";
import { settleDue } from "../activities/settlement/settle-due";

export interface EnrollMember {
  customerId: string;
  /** `customer` (the Join button) or `staff:<user id>`. */
  actor: string;
}
export type EnrollRefusal = "not_launched" | "blocked" | "excluded";
export type EnrollAnswer = { memberId: bigint; joined: boolean } | { refusal: EnrollRefusal };

/**
 * Makes a customer a member, or a former member again; repeating it changes nothing. Whoever was erased and joins anew starts
 * from nothing. Orders placed before are linked: they qualify tiers as the program says. Those placed as a guest follow as soon
 * as Shopify has told the customer's verified e-mail, which nobody asked for before.
 */
export async function enrollMember(shopId: bigint, { customerId, actor }: EnrollMember, now: Date): Promise<EnrollAnswer> {
  const hasher = await shopHasher(shopId);
  return inTransaction(shopId, async (db) => {
    await lockCustomers(db, [customerId]);
    const shop = await settlementShop(db);
    if (actor === "customer" && !isOpenTo(customerId, shop, now)) return { refusal: "not_launched" };
    const versions = await programVersions(db);
    const program = programAt(versions, now.toISOString());
    const known = await memberByCustomer(db, customerId);
    const refusal = refusalOf(known, program.enrollment.excludeTags);
    if (refusal) return { refusal };
    if (known?.state === "member") return { memberId: known.memberId, joined: false };
    await unerase(db, hasher.customer(customerId));
    const memberId = known?.state === "left" ? known.memberId : await join(db, { customerId, actor, tier: program.tiers.ladder[0]!.handle, now });
    if (known?.state === "left") await setMemberState(db, memberId, "member");
    const claimed = await claimOrders(db, [{ memberId, customerId, emailHash: null }]);
    await logAccess(db, { actor, action: "enroll_member", memberId }, now);
    await earnByJoining(db, memberId, { shop, versions, now });
    await requestRefresh(db, new Map([[memberId, { retier: true, urgent: true }]]), now);
    await enqueueJobs(db, [shopJob("refresh-members", shopId), readCustomerJob(shopId, customerId), ...(claimed > 0 ? [shopJob("resettle-orders", shopId)] : [])]);
    return { memberId, joined: true };
  });
}

/** Whoever joins sees the points for it in the answer, unless tags that are not read yet may keep them out. */
async function earnByJoining(db: Tx, memberId: bigint, { shop, versions, now }: { shop: SettlementShop; versions: readonly ProgramVersion[]; now: Date }): Promise<void> {
  const untold = programAt(versions, now.toISOString()).enrollment.excludeTags.length > 0 ? new Set([memberId]) : undefined;
  if (await recordActivities(db, { versions, memberIds: [memberId], now, ...(untold && { untold }) }) > 0) await settleDue(db, [memberId], { shop, versions, now });
}

async function join(db: Tx, { customerId, actor, tier, now }: EnrollMember & { tier: string; now: Date }): Promise<bigint> {
  // Shopify tells when an order was placed in whole seconds: one of the same second is not an earlier one.
  const enrolledAt = new Date(Math.floor(now.getTime() / 1000) * 1000).toISOString();
  const made = await enrollMembers(db, [{ customerId, enrolledAt, enrolledBy: actor === "customer" ? "customer" : "staff", tier }]);
  const memberId = made.get(customerId);
  if (memberId === undefined || !(await memberById(db, memberId))) throw new Error(`customer ${customerId}: expected a member after enrolling`);
  return memberId;
}

function refusalOf(known: Member | null, excludeTags: readonly string[]): EnrollRefusal | null {
  if (!known) return null;
  if (known.state === "blocked") return "blocked";
  const own = new Set(known.tags.map((tag) => tag.toLowerCase()));
  return known.state === "excluded" || excludeTags.some((tag) => own.has(tag.toLowerCase())) ? "excluded" : null;
}
