import type { RedeemAnswer } from "../../extensions/_shared/contract";
import { doubtCode } from "~/operations/rewards/doubt-code.server";
import type { Buyer } from "./authenticate-buyer.server";
import { redemptionAnswer } from "./redeem.server";

/** A cart or checkout refused the code of one's own redemption: Shopify is asked about it. Answers with what is known until then. @throws Response 401, 404 */
export async function doubt(buyer: Buyer, redemptionId: string, now: Date): Promise<RedeemAnswer> {
  const answer = await redemptionAnswer(buyer, redemptionId, now);
  if (answer.redemption.status === "ready") await doubtCode(buyer.shop.shopId, BigInt(redemptionId));
  return answer;
}
