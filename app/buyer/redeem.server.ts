import type { RedeemAnswer } from "../../extensions/_shared/contract";
import type { RedemptionRefusal } from "~/loyalty/rewards/decide-redemption";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { redeemReward, RedeemsTooOften } from "~/operations/rewards/redeem-reward.server";
import { buyerRewardFacts } from "~/store/buyer/buyer-reward-facts.server";
import { IdempotencyConflict } from "~/store/ledger/posted-under.server";
import type { Buyer } from "./authenticate-buyer.server";
import { REDEMPTIONS, refusePace } from "./rate-limit.server";
import type { RedeemRequest } from "./read-redeem";
import { refusal } from "./refusal";
import { shownRedemption } from "./shown-redemption";

/** For programs and their makers; a shopper reads `rewards.refusals.<code>` in their own language. */
const SENTENCES: Record<RedemptionRefusal, string> = {
  unknown_reward: "This reward does not exist: expected one of GET rewards.",
  not_launched: "The program has not started yet.",
  not_a_member: "This account has not joined the program: expected a member.",
  not_available: "The program is not available for this account.",
  reward_ended: "This reward has ended.",
  reward_paused: "This reward is paused.",
  reward_not_started: "This reward has not started yet.",
  tier_too_low: "This reward is for other tiers.",
  price_changed: "This reward has another price by now: expected one of its steps of GET rewards.",
  points_owed: "Points are owed: expected none.",
  not_enough_points: "There are not enough points for this reward.",
  out_of_stock: "This reward is out of stock.",
  total_limit: "This reward was given as often as it can be.",
  member_limit: "This account has had this reward as often as it can for now.",
  too_many_open: "This account has as many unused codes as it can have: expected one to be used or canceled first.",
  reward_unavailable: "Shopify does not give codes for this reward at the moment.",
};

/** Turns points into a code, once for each Idempotency-Key. @throws Response 401, 409, 422, 429 */
export async function redeem(buyer: Buyer, request: RedeemRequest, now: Date): Promise<RedeemAnswer> {
  const { shop: { shopId, timezone } } = buyer;
  const customerId = signedIn(buyer);
  const answer = await redeemReward(shopId, { customerId, ...request, paces: REDEMPTIONS }, now).catch((error: unknown) => {
    if (error instanceof IdempotencyConflict) throw refusal(409, "other_request", "header Idempotency-Key was used for another reward or price: expected a new UUID");
    if (error instanceof RedeemsTooOften) refusePace(error);
    throw error;
  });
  if ("refusal" in answer) throw refusal(answer.refusal === "price_changed" ? 409 : 422, answer.refusal, SENTENCES[answer.refusal]);
  if (answer.repeated) return redemptionAnswer(buyer, String(answer.redemption.redemptionId), now);
  const { available, program, ...redeemed } = answer;
  return { redemption: shownRedemption({ ...redeemed, order: null }, { zone: timezone, graceDays: program.expiry.graceDays, now }), available: Number(available) };
}

/** Gives a redemption back; one that is over, or on its way back, stays as it is. @throws Response 401, 404 */
export async function cancel(buyer: Buyer, redemptionId: string, now: Date): Promise<RedeemAnswer> {
  const customerId = signedIn(buyer);
  const canceled = isId(redemptionId) && await cancelRedemption(buyer.shop.shopId, { redemptionId: BigInt(redemptionId), customerId, actor: "customer", reason: "reward_canceled" }, now);
  if (!canceled) throw notFound(redemptionId);
  return redemptionAnswer(buyer, redemptionId, now);
}

/** One of the shopper's own redemptions as it stands. @throws Response 401; 404 for somebody else's, in the same words as for none at all. */
export async function redemptionAnswer(buyer: Buyer, redemptionId: string, now: Date): Promise<RedeemAnswer> {
  const { shop } = buyer;
  const customerId = signedIn(buyer);
  if (!isId(redemptionId)) throw notFound(redemptionId);
  const { program, member } = await buyerRewardFacts(shop.shopId, customerId, { only: BigInt(redemptionId), now });
  const [facts] = member?.redemptions ?? [];
  if (!facts) throw notFound(redemptionId);
  return { redemption: shownRedemption(facts, { zone: shop.timezone, graceDays: program.expiry.graceDays, now }), available: Number(member!.wallet.available) };
}

const isId = (text: string) => /^[1-9]\d{0,17}$/.test(text);
const notFound = (redemptionId: string) => refusal(404, "not_found", `redemption ${redemptionId.slice(0, 40)}: expected the number of one of your own redemptions`);

function signedIn({ customerId }: Buyer): string {
  if (customerId === null) throw refusal(401, "sign_in", "Nobody is signed in: expected a customer's account.");
  return customerId;
}
