import type { ActionFunctionArgs } from "@remix-run/node";
import { answerBuyer, refuseMethod } from "~/buyer/answer-buyer.server";
import { readCommand } from "~/buyer/read-command";
import { readRedeem } from "~/buyer/read-redeem";
import { redeem } from "~/buyer/redeem.server";

export const action = ({ request }: ActionFunctionArgs) =>
  request.method === "POST" ? answerBuyer(request, "redeem", async (buyer) => redeem(buyer, readRedeem(await readCommand(request, "redeem")), new Date())) : refuseMethod("POST")({ request });
export const loader = refuseMethod("POST");
