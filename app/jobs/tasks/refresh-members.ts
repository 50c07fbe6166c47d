import { createHash } from "node:crypto";
import { memberCard } from "~/loyalty/members/card";
import { isExcludedByTag } from "~/loyalty/members/program-standing";
import { isOpenTo } from "~/loyalty/program/is-open-to";
import { goalText } from "~/loyalty/rewards/next-goal";
import { rewardGoals } from "~/loyalty/rewards/offered-rewards";
import { spendIn } from "~/loyalty/tiers/spend-in";
import { recordPushes } from "~/operations/members/record-pushes.server";
import { recomputeTiers } from "~/operations/tiers/recompute-tiers.server";
import { adminFor, type AdminClient } from "~/shopify/client/admin-client.server";
import { pushMembers, type PushedMember } from "~/shopify/members/push-members.server";
import { cardFacts, type CardFacts } from "~/store/cards/card-facts.server";
import { claimRefreshes, releaseRefreshes, waitingWork } from "~/store/cards/refresh-queue.server";
import { readFor } from "~/store/in-transaction.server";
import { enqueueJobsNow, shopJob } from "~/store/jobs/enqueue.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { oneAtATime } from "../one-at-a-time";

/** Members a round, as many as a call takes: whoever comes to wait meanwhile waits for one round at most. */
const A_ROUND = 25;
/** Longer than a round takes even while Shopify throttles: nobody else pushes these members meanwhile. */
const LEASE_SECONDS = 300;
/** So long one job works through the past before it lets other shops' jobs have its place. */
const A_TURN_MS = 20_000;

/**
 * Looks again at the members of a shop for whom somebody waits now, at once: the tier where it may have changed, then card and
 * tier at Shopify, with the state read now. Any number of causes since the last time cost one push. Those whose past
 * arrives are left to `refreshBacklog`.
 * @returns how many members. @throws ShopifyFault; the members that were not pushed wait again.
 */
export function refreshMembers(shop: Shop, now: () => Date): Promise<number> {
  return oneAtATime(`refresh-members:${shop.shopId}`, async () => {
    const count = await refreshUrgent(shop, now);
    if ((await readFor(shop.shopId, waitingWork)).refreshes) await enqueueJobsNow([shopJob("refresh-backlog", shop.shopId)]);
    return count;
  });
}

/** The same for everybody who waits, with what the shop's budget has to spare; whoever becomes urgent goes first between rounds. */
export function refreshBacklog(shop: Shop, now: () => Date): Promise<number> {
  return oneAtATime(`refresh-backlog:${shop.shopId}`, async () => {
    const until = performance.now() + A_TURN_MS;
    for (let count = 0; ; ) {
      count += await refreshUrgent(shop, now);
      const done = await refreshRound(shop, { client: adminFor(shop.domain, "background"), urgentOnly: false, now });
      if (done === 0) return count;
      count += done;
      if (performance.now() > until) {
        await enqueueJobsNow([shopJob("refresh-backlog", shop.shopId)]);
        return count;
      }
    }
  });
}

async function refreshUrgent(shop: Shop, now: () => Date): Promise<number> {
  const client = adminFor(shop.domain);
  for (let count = 0; ; ) {
    const done = await refreshRound(shop, { client, urgentOnly: true, now });
    if (done === 0) return count;
    count += done;
  }
}

interface Round { client: AdminClient; urgentOnly: boolean; now: () => Date }

async function refreshRound(shop: Shop, { client, urgentOnly, now }: Round): Promise<number> {
  const claimed = await claimRefreshes(shop.shopId, { most: A_ROUND, leaseSeconds: LEASE_SECONDS, urgentOnly });
  if (claimed.length === 0) return 0;
  const ids = claimed.map(({ memberId }) => memberId);
  try {
    const retier = claimed.flatMap((one) => (one.retier ? [one.memberId] : []));
    if (retier.length > 0) await recomputeTiers(shop.shopId, retier, now());
    await pushRound(shop, client, { memberIds: ids, now: now() });
  } catch (error) {
    await releaseRefreshes(shop.shopId, ids);
    throw error;
  }
  return claimed.length;
}

interface Card { facts: CardFacts; card: ReturnType<typeof memberCard>; digest: string; version: bigint; tier: string | null }

async function pushRound(shop: Shop, client: AdminClient, { memberIds, now }: { memberIds: bigint[]; now: Date }): Promise<void> {
  const { facts, ...offer } = await cardFacts(shop.shopId, { memberIds, zone: shop.timezone, now });
  // Before launch nothing is shown, except to the named test customers.
  const shown = facts.filter((one) => one.customerId !== null && isOpenTo(one.customerId, shop, now));
  const cards = new Map(shown.map((one) => [one.customerId!, cardOf(shop, offer, { facts: one, now })]));
  const results = await pushMembers(client, [...cards].map(([customerId, { card, tier }]) => ({ customerId, card, tier })));
  const byCustomer = new Map(results.map((result) => [result.customerId, result]));
  await recordPushes(shop.shopId, {
    pushed: results.flatMap((result) => pushedOf(result, cards.get(result.customerId)!)),
    mistagged: results.flatMap(({ customerId, mistagged, outcome }) => (mistagged && isWritten(outcome) ? [cards.get(customerId)!.facts.memberId] : [])),
    finished: facts.map(({ memberId, cause, customerId }) => {
      const result = customerId === null ? undefined : byCustomer.get(customerId);
      return { memberId, cause, parkedReason: result?.outcome === "refused" ? result.reason ?? "refused by Shopify" : null };
    }),
  }, now);
}

function pushedOf({ outcome, tags }: PushedMember, { facts, card, digest, version, tier }: Card) {
  return isWritten(outcome) ? [{ memberId: facts.memberId, cardVersion: version, cardDigest: digest, goal: goalText(card.nextReward), tier, tags: tags ?? facts.tags }] : [];
}

const isWritten = (outcome: PushedMember["outcome"]) => outcome === "written" || outcome === "unchanged";

type Offer = Omit<Awaited<ReturnType<typeof cardFacts>>, "facts">;

function cardOf(shop: Shop, { program, rewards }: Offer, { facts, now }: { facts: CardFacts; now: Date }): Card {
  const moment = now.toISOString();
  const state = isExcludedByTag(facts.tags, program.enrollment.excludeTags) ? "excluded" : facts.state;
  const painted = memberCard({
    version: 0, state, wallet: facts.wallet, lots: facts.lots, ladder: program.tiers.ladder, tier: facts.tier, currency: shop.currency, rewards: rewardGoals(rewards, { tier: facts.tier.handle, now: moment }), zone: shop.timezone, now: moment,
    spentMinor: spendIn(facts.spends, program.tiers.window, { zone: shop.timezone, moment }), activity: facts.activity, consented: facts.consented, codes: facts.codes,
  });
  const digest = createHash("sha256").update(JSON.stringify(painted)).digest("base64url");
  const version = digest === facts.cardDigest ? facts.cardVersion : facts.cardVersion + 1n;
  return { facts, card: { ...painted, version: Number(version) }, digest, version, tier: state === "member" ? painted.tier.handle : null };
}
