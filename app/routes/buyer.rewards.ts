import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerBuyer, refuseMethod } from "~/buyer/answer-buyer.server";
import { buyerRewards } from "~/buyer/buyer-rewards.server";

export const loader = ({ request }: LoaderFunctionArgs) => answerBuyer(request, "read", (buyer) => buyerRewards(buyer, new Date()));
export const action = refuseMethod("GET");
