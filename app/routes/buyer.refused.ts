import type { ActionFunctionArgs } from "@remix-run/node";
import { answerBuyer, refuseMethod } from "~/buyer/answer-buyer.server";
import { doubt } from "~/buyer/doubt.server";
import { readBody } from "~/buyer/read-command";

export const action = ({ request, params }: ActionFunctionArgs) =>
  request.method === "POST" ? answerBuyer(request, "write", async (buyer) => { await readBody(request); return doubt(buyer, params.redemptionId ?? "", new Date()); }) : refuseMethod("POST")({ request });
export const loader = refuseMethod("POST");
