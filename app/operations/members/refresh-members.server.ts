import type { MemberCard } from "../../../extensions/_shared/contract";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { nextCardVersions, savePushedCards, type PushedCard } from "~/store/members/card-states.server";
import { claimRefreshes, finishRefreshes, nextRefreshAt, parkRefresh, postponeRefreshes, type MemberRefresh } from "~/store/members/member-refreshes.server";
import { cardsOf } from "./cards/cards-of";
import { retierMembers } from "../tiers/retier-members";

/** What Shopify is to be told of a member. */
export interface CardPush {
  memberId: bigint;
  customerId: string;
  card: MemberCard;
  /** Handle for the `tier` metafield and the tag; null takes both away (left, excluded, blocked). */
  tier: string | null;
  /** What was told last: the tag and metafield are written only where it differs. */
  tierBefore: string | null;
  /** For `compareDigest`; null when nothing was written yet. */
  digest: string | null;
}

/**
 * Writes cards to Shopify in one call and gives the new digest of each. Throws an error with `retryable: true` when it should be
 * tried later, and any other error when Shopify refused the call.
 */
export type PushCards = (cards: CardPush[]) => Promise<{ memberId: bigint; digest: string | null }[]>;

export interface RefreshMembers {
  push: PushCards;
  /** Cards a call; Shopify takes 25 metafields, two a member. */
  batch?: number;
  leaseSeconds?: number;
}

const BATCH = 12;
const LEASE_SECONDS = 120;

/**
 * Looks again at every member of a shop that waits for it: its tier, then its card at Shopify. Reads the state fresh, calls
 * outside of any transaction, and notes what was written. A refused call is split until the one member that makes it fail is
 * alone, and parked. Before the launch only test customers are written.
 * @throws what `push` throws with `retryable: true`; the members wait on.
 */
export async function refreshMembers(shopId: bigint, { push, batch = BATCH, leaseSeconds = LEASE_SECONDS }: RefreshMembers, clock: () => Date): Promise<{ pushed: number; parked: number }> {
  const total = { pushed: 0, parked: 0 };
  for (;;) {
    const claimed = await inTransaction(shopId, (db) => claimRefreshes(db, { most: batch, leaseSeconds, now: clock() }));
    if (claimed.length === 0) break;
    const cards = await prepare(shopId, claimed, clock());
    const result = await pushOrPark(shopId, { cards, push, claimed, now: clock() });
    total.pushed += result.pushed.length;
    total.parked += result.parked.length;
    await finish(shopId, { claimed, ...result, now: clock() });
  }
  await inTransaction(shopId, async (db) => {
    const next = await nextRefreshAt(db);
    if (next) await enqueueJobs(db, [shopJob("refresh-members", shopId, next)]);
  });
  return total;
}

function prepare(shopId: bigint, claimed: MemberRefresh[], now: Date): Promise<CardPush[]> {
  return inTransaction(shopId, async (db) => {
    const ids = claimed.map((one) => one.memberId);
    await retierMembers(db, claimed.filter((one) => one.retier).map((one) => one.memberId), now);
    await nextCardVersions(db, ids);
    const cards = await cardsOf(db, ids, { now });
    return [...cards.values()].flatMap(({ state, card, shop }): CardPush[] => {
      if (state.customerId === null || (shop.launchedAt === null && !shop.testCustomers.has(state.customerId))) return [];
      const tier = card.state === "member" ? card.tier.handle : null;
      return [{ memberId: state.memberId, customerId: state.customerId, card, tier, tierBefore: state.tierPushed, digest: state.cardDigest }];
    });
  });
}

interface Outcome { pushed: PushedCard[]; parked: { memberId: bigint; reason: string }[] }

async function pushOrPark(shopId: bigint, { cards, push, claimed, now }: { cards: CardPush[]; push: PushCards; claimed: MemberRefresh[]; now: Date }): Promise<Outcome> {
  try {
    return await pushSplit(cards, push);
  } catch (error) {
    // Later: half a minute more with each attempt. The lease would end by itself, but not as soon.
    const wait = Math.min(600, 15 * Math.max(...claimed.map((one) => one.attempts)));
    await inTransaction(shopId, (db) => postponeRefreshes(db, claimed.map((one) => one.memberId), new Date(now.getTime() + wait * 1000)));
    throw error;
  }
}

async function pushSplit(cards: CardPush[], push: PushCards): Promise<Outcome> {
  if (cards.length === 0) return { pushed: [], parked: [] };
  try {
    const digests = new Map((await push(cards)).map(({ memberId, digest }) => [memberId, digest]));
    return { pushed: cards.map(({ memberId, tier }) => ({ memberId, tier, digest: digests.get(memberId) ?? null })), parked: [] };
  } catch (error) {
    if (isRetryable(error)) throw error;
    const [only] = cards;
    if (cards.length === 1 && only) return { pushed: [], parked: [{ memberId: only.memberId, reason: error instanceof Error ? error.message : String(error) }] };
    const half = Math.ceil(cards.length / 2);
    const first = await pushSplit(cards.slice(0, half), push);
    const second = await pushSplit(cards.slice(half), push);
    return { pushed: [...first.pushed, ...second.pushed], parked: [...first.parked, ...second.parked] };
  }
}

const isRetryable = (error: unknown) => typeof error === "object" && error !== null && "retryable" in error && error.retryable === true;

function finish(shopId: bigint, { claimed, pushed, parked, now }: Outcome & { claimed: MemberRefresh[]; now: Date }): Promise<void> {
  return inTransaction(shopId, async (db) => {
    await savePushedCards(db, pushed, now);
    for (const { memberId, reason } of parked) await parkRefresh(db, memberId, reason);
    const refused = new Set(parked.map((one) => one.memberId));
    await finishRefreshes(db, claimed.filter((one) => !refused.has(one.memberId)), now);
  });
}
