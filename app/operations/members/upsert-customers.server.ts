import type { CustomerFact } from "~/loyalty/members/customer-fact";
import type { Program } from "~/loyalty/program/program";
import { programAt, type ProgramVersion } from "~/loyalty/program/program-at";
import { happensNow } from "~/loyalty/time/happens-now";
import type { Hasher } from "~/store/crypto/hasher";
import { noteFirstConsents } from "~/store/activities/note-consents.server";
import { hurryActivities } from "~/store/activities/reopen-activities.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { enrollMembers } from "~/store/members/enroll-members.server";
import { findCustomers, type FoundCustomer } from "~/store/members/find-customers.server";
import { requestRefresh } from "~/store/members/request-refresh.server";
import { saveCustomers, saveKnownCustomers, type SavedCustomer } from "~/store/members/save-customers.server";
import { claimOrders } from "~/store/orders/claim-orders.server";
import { programVersions } from "~/store/program/program-versions.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import type { Tx } from "~/store/tx";
import { recordActivities } from "../activities/settlement/record-activities";

/**
 * Takes in what Shopify says about customers: profile (sealed), tags, language. Enrolls those with an account where the program
 * enrolls automatically, and gives members the orders they placed as guests. Older facts than the stored ones change nothing;
 * erased customers stay erased.
 */
export async function upsertCustomers(shopId: bigint, customers: readonly CustomerFact[], now: Date): Promise<void> {
  if (customers.length === 0) return;
  const hasher = await shopHasher(shopId);
  const newest = newestOfEach(customers);
  await inTransaction(shopId, (db) => upsert(db, { customers: newest, hasher, now }));
}

interface Upsert { customers: CustomerFact[]; hasher: Hasher; now: Date }

async function upsert(db: Tx, { customers, hasher, now }: Upsert): Promise<void> {
  const versions = await programVersions(db);
  const program = programAt(versions, now.toISOString());
  const found = await findCustomers(db, hasher, customers.map((one) => one.customerId));
  // A fact about a customer who was merged away is news of yesterday: the survivor's own facts tell.
  const present = customers.filter((one) => !isGone(one, found));
  const strangers = present.filter((one) => found.get(one.customerId)?.memberId == null);
  const joining = strangers.filter((one) => joins(one, program));
  const first = program.tiers.ladder[0]!.handle;
  const enrolled = await enrollMembers(db, joining.map((one) => ({ customerId: one.customerId, enrolledAt: one.createdAt, enrolledBy: "account", tier: first })));
  await saveKnownCustomers(db, strangers.filter((one) => !joining.includes(one) && (one.tags?.length ?? 0) > 0));
  // Orders before members: the order in which every transaction locks.
  const claimed = await claimOrders(db, present.flatMap((one) => {
    const memberId = found.get(one.customerId)?.memberId ?? enrolled.get(one.customerId) ?? null;
    return memberId === null ? [] : [{ memberId, customerId: one.customerId, emailHash: one.emailVerified ? hasher.email(one.email) : null }];
  }));
  const saved = await saveCustomers(db, hasher, present);
  const active = await noteActivities(db, { customers: present, saved, enrolled, versions, now });
  const newcomers = new Set(present.filter(({ createdAt }) => happensNow(createdAt, now)).map(({ customerId }) => customerId));
  await requestRefresh(db, new Map(saved.map(({ customerId, memberId }) => [memberId, { retier: false, urgent: newcomers.has(customerId) }])), now);
  await enqueueJobs(db, [
    ...(active ? [shopJob("settle-activities", db.shopId)] : []),
    ...(saved.length > 0 ? [shopJob("refresh-members", db.shopId)] : []),
    ...(claimed > 0 ? [shopJob("resettle-orders", db.shopId)] : []),
  ]);
}

interface Told { customers: CustomerFact[]; saved: SavedCustomer[]; enrolled: ReadonlyMap<string, bigint>; versions: readonly ProgramVersion[]; now: Date }

/** Joining and first consents. Where tags may keep somebody out, whoever joined waits until they were told. @returns whether there is something to settle. */
async function noteActivities(db: Tx, { customers, saved, enrolled, versions, now }: Told): Promise<boolean> {
  const tagsAsked = programAt(versions, now.toISOString()).enrollment.excludeTags.length > 0;
  const consenting = await noteFirstConsents(db, customers.flatMap(({ customerId, emailConsentAt }) => (emailConsentAt === null ? [] : [{ customerId, at: emailConsentAt }])));
  const told = new Set(customers.flatMap(({ customerId, tags }) => (tags === null ? [] : customerId)));
  const untold = new Set(tagsAsked ? [...enrolled].flatMap(([customerId, memberId]) => (told.has(customerId) ? [] : memberId)) : []);
  const fresh = await recordActivities(db, { versions, memberIds: [...new Set([...enrolled.values(), ...consenting])], untold, now });
  const waited = tagsAsked ? await hurryActivities(db, saved.flatMap(({ customerId, memberId }) => (told.has(customerId) ? memberId : [])), now) : 0;
  return fresh + waited > 0;
}

function isGone({ customerId }: CustomerFact, found: ReadonlyMap<string, FoundCustomer>): boolean {
  const known = found.get(customerId);
  return known !== undefined && (known.erased || known.customerId !== customerId);
}

/** An account joins an automatic program; one with a tag that excludes it is only known. */
function joins({ hasAccount, tags }: CustomerFact, { enrollment }: Program): boolean {
  const own = new Set((tags ?? []).map((tag) => tag.toLowerCase()));
  return enrollment.mode === "automatic" && hasAccount && !enrollment.excludeTags.some((tag) => own.has(tag.toLowerCase()));
}

function newestOfEach(customers: readonly CustomerFact[]): CustomerFact[] {
  const newest = new Map<string, CustomerFact>();
  for (const customer of customers) {
    const known = newest.get(customer.customerId);
    if (!known || customer.updatedAt >= known.updatedAt) newest.set(customer.customerId, customer);
  }
  return [...newest.values()];
}
