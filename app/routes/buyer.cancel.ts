import type { ActionFunctionArgs } from "@remix-run/node";
import { answerBuyer, refuseMethod } from "~/buyer/answer-buyer.server";
import { readBody } from "~/buyer/read-command";
import { cancel } from "~/buyer/redeem.server";

export const action = ({ request, params }: ActionFunctionArgs) =>
  request.method === "POST" ? answerBuyer(request, "cancel", async (buyer) => { await readBody(request); return cancel(buyer, params.redemptionId ?? "", new Date()); }) : refuseMethod("POST")({ request });
export const loader = refuseMethod("POST");
