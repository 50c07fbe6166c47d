import { createHash } from "node:crypto";
import type { Program } from "~/loyalty/program/program";
import { memberCard } from "~/loyalty/members/card";
import { spendIn } from "~/loyalty/tiers/spend-in";
import { recordPushes } from "~/operations/members/record-pushes.server";
import { recomputeTiers } from "~/operations/tiers/recompute-tiers.server";
import { adminFor } from "~/shopify/client/admin-client.server";
import { pushMembers, type PushedMember } from "~/shopify/members/push-members.server";
import { cardFacts, type CardFacts } from "~/store/cards/card-facts.server";
import { claimRefreshes, releaseRefreshes } from "~/store/cards/refresh-queue.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";

/** Members a round; Shopify takes them 25 a call. */
const A_ROUND = 100;
/** Longer than a round takes even while Shopify throttles: nobody else pushes these members meanwhile. */
const LEASE_SECONDS = 300;

/**
 * Looks again at every member of a shop that waits for it: the tier where it may have changed, then card, tier and tag at
 * Shopify, with the state read now. Any number of causes since the last time cost one push.
 * @returns how many members. @throws ShopifyFault; the members that were not pushed wait again.
 */
export async function refreshMembers(shop: Shop, now: () => Date): Promise<number> {
  for (let count = 0; ; ) {
    const claimed = await claimRefreshes(shop.shopId, { most: A_ROUND, leaseSeconds: LEASE_SECONDS });
    if (claimed.length === 0) return count;
    const ids = claimed.map(({ memberId }) => memberId);
    try {
      const retier = claimed.flatMap((one) => (one.retier ? [one.memberId] : []));
      if (retier.length > 0) await recomputeTiers(shop.shopId, retier, now());
      await pushRound(shop, ids, now());
    } catch (error) {
      await releaseRefreshes(shop.shopId, ids);
      throw error;
    }
    count += claimed.length;
  }
}

interface Card { facts: CardFacts; card: ReturnType<typeof memberCard>; digest: string; version: bigint; tier: string | null }

async function pushRound(shop: Shop, memberIds: bigint[], now: Date): Promise<void> {
  const { program, facts } = await cardFacts(shop.shopId, { memberIds, zone: shop.timezone, now });
  const shown = facts.filter((one) => one.customerId !== null && mayBeShown(shop, one.customerId, now));
  const cards = new Map(shown.map((one) => [one.customerId!, cardOf(shop, program, { facts: one, now })]));
  const results = await pushMembers(adminFor(shop.domain), [...cards].map(([customerId, { card, tier }]) => ({ customerId, card, tier })));
  const byCustomer = new Map(results.map((result) => [result.customerId, result]));
  await recordPushes(shop.shopId, {
    pushed: results.flatMap((result) => pushedOf(result, cards.get(result.customerId)!)),
    finished: facts.map(({ memberId, cause, customerId }) => {
      const result = customerId === null ? undefined : byCustomer.get(customerId);
      return { memberId, cause, parkedReason: result?.outcome === "refused" ? result.reason ?? "refused by Shopify" : null };
    }),
  }, now);
}

/** Before launch nothing is shown, except to the named test customers. */
const mayBeShown = (shop: Shop, customerId: string, now: Date) => (shop.launchedAt !== null && shop.launchedAt <= now) || shop.testCustomers.includes(customerId);

function pushedOf({ outcome, tags }: PushedMember, { facts, digest, version, tier }: Card) {
  return outcome === "written" || outcome === "unchanged" ? [{ memberId: facts.memberId, cardVersion: version, cardDigest: digest, tier, tags: tags ?? facts.tags }] : [];
}

function cardOf(shop: Shop, program: Program, { facts, now }: { facts: CardFacts; now: Date }): Card {
  const moment = now.toISOString();
  const state = isExcludedByTag(facts, program) ? "excluded" : facts.state;
  const painted = memberCard({
    version: 0, state, wallet: facts.wallet, lots: facts.lots, ladder: program.tiers.ladder, tier: facts.tier, currency: shop.currency, rewards: [], zone: shop.timezone, now: moment,
    spentMinor: spendIn(facts.spends, program.tiers.window, { zone: shop.timezone, moment }), activity: facts.activity,
  });
  const digest = createHash("sha256").update(JSON.stringify(painted)).digest("base64url");
  const version = digest === facts.cardDigest ? facts.cardVersion : facts.cardVersion + 1n;
  return { facts, card: { ...painted, version: Number(version) }, digest, version, tier: state === "member" ? painted.tier.handle : null };
}

function isExcludedByTag({ tags }: CardFacts, { enrollment }: Program): boolean {
  const own = new Set(tags.map((tag) => tag.toLowerCase()));
  return enrollment.excludeTags.some((tag) => own.has(tag.toLowerCase()));
}
