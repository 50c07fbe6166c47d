import { programAt } from "~/loyalty/program/program-at";
import { noteFirstConsents } from "~/store/activities/note-consents.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, readCustomerJob, shopJob } from "~/store/jobs/enqueue.server";
import { findCustomers } from "~/store/members/find-customers.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { programVersions } from "~/store/program/program-versions.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import { recordActivities } from "./settlement/record-activities";

export interface NoteConsent {
  customerId: string;
  /** When they agreed to e-mails, as Shopify says. */
  at: string;
}

/**
 * A customer agreed to e-mails. The first time counts as an activity, if that earned then; whoever is not known, was erased or merged away is left alone.
 * Tags that may keep them out are read before it brings points: this news tells none.
 */
export async function noteConsent(shopId: bigint, { customerId, at }: NoteConsent, now: Date): Promise<void> {
  const hasher = await shopHasher(shopId);
  await inTransaction(shopId, async (db) => {
    const found = (await findCustomers(db, hasher, [customerId])).get(customerId);
    if (!found || found.erased || found.customerId !== customerId) return;
    const memberIds = await noteFirstConsents(db, [{ customerId, at }]);
    if (memberIds.length === 0) return;
    const versions = await programVersions(db);
    const tagsDecide = programAt(versions, now.toISOString()).enrollment.excludeTags.length > 0;
    const fresh = await recordActivities(db, { versions, memberIds, now, ...(tagsDecide && { untold: new Set(memberIds) }) });
    // Whoever consented once is offered points for it no more.
    await requestRefresh(db, new Map(memberIds.map((memberId) => [memberId, { retier: false }])), now);
    await enqueueJobs(db, [shopJob("refresh-members", shopId), ...(fresh > 0 ? [shopJob("settle-activities", shopId)] : []), ...(fresh > 0 && tagsDecide ? [readCustomerJob(shopId, customerId)] : [])]);
  });
}
