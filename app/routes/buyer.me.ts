import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerBuyer, refuseMethod } from "~/buyer/answer-buyer.server";
import { buyerState } from "~/buyer/buyer-state.server";

export const loader = ({ request }: LoaderFunctionArgs) => answerBuyer(request, "read", (buyer) => buyerState(buyer, new Date()));
export const action = refuseMethod("GET");
