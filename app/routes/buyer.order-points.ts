import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerBuyer, refuseMethod } from "~/buyer/answer-buyer.server";
import { buyerOrderPoints } from "~/buyer/buyer-order-points.server";

export const loader = ({ request, params }: LoaderFunctionArgs) => answerBuyer(request, "read", (buyer) => buyerOrderPoints(buyer, params.orderId ?? "", new Date()));
export const action = refuseMethod("GET");
