import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerBuyer, refuseMethod } from "~/buyer/answer-buyer.server";
import { redemptionAnswer } from "~/buyer/redeem.server";

export const loader = ({ request, params }: LoaderFunctionArgs) => answerBuyer(request, "read", (buyer) => redemptionAnswer(buyer, params.redemptionId ?? "", new Date()));
export const action = refuseMethod("GET");
