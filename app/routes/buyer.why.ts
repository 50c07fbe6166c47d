import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerBuyer, refuseMethod } from "~/buyer/answer-buyer.server";
import { buyerWhy } from "~/buyer/buyer-why.server";

export const loader = ({ request, params }: LoaderFunctionArgs) => answerBuyer(request, "read", (buyer) => buyerWhy(buyer, params.orderId ?? "", new Date()));
export const action = refuseMethod("GET");
