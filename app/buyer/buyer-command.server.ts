import type { BuyerState } from "../../extensions/_shared/contract";
import { enrollMember } from "~/operations/members/enroll-member.server";
import { setMembership } from "~/operations/members/set-membership.server";
import { buyerMember } from "~/store/buyer/buyer-member.server";
import { recallCommand, rememberAnswer } from "~/store/commands/command-answers.server";
import type { Buyer } from "./authenticate-buyer.server";
import { buyerState } from "./buyer-state.server";
import type { BuyerCommand } from "./read-command";
import { refusal } from "./refusal";

type Outcome = "done" | "not_launched" | "excluded" | "blocked";
type Work = (who: { shopId: bigint; customerId: string }, now: Date) => Promise<Outcome>;

/** Joins, for the first time or again. */
export const join: Work = async ({ shopId, customerId }, now) => {
  const answer = await enrollMember(shopId, { customerId, actor: "customer" }, now);
  return "refusal" in answer ? answer.refusal : "done";
};

/** Leaves; points stay as they are. Whoever is no member has left already. */
export const leave: Work = async ({ shopId, customerId }, now) => {
  const memberId = await buyerMember(shopId, customerId);
  if (memberId !== null) await setMembership(shopId, { memberId, state: "left", actor: "customer" }, now);
  return "done";
};

/**
 * Carries out a shopper's command once, however often it is sent, and answers with the state after it.
 * @throws Response 401, 403, 409
 */
export async function carryOut(work: Work, buyer: Buyer, command: BuyerCommand): Promise<BuyerState> {
  const now = new Date();
  const { shop: { shopId }, customerId } = buyer;
  if (customerId === null) throw refusal(401, "sign_in", "Nobody is signed in: expected a customer's account.");
  const noted = { actor: `customer:${customerId}`, requestId: command.requestId, fingerprint: command.fingerprint };
  const recalled = await recallCommand<Outcome>(shopId, noted);
  if (recalled.kind === "other") throw refusal(409, "other_request", "header Idempotency-Key was used for another request: expected a new UUID");
  const outcome = recalled.kind === "answered" ? recalled.answer : await work({ shopId, customerId }, now);
  if (recalled.kind === "open") await rememberAnswer(shopId, noted, outcome);
  if (outcome === "not_launched") throw refusal(403, "not_launched", "The program has not started yet.");
  if (outcome !== "done") throw refusal(403, "not_available", "The program is not available for this account.");
  return buyerState(buyer, now);
}
