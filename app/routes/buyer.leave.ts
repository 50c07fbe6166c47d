import type { ActionFunctionArgs } from "@remix-run/node";
import { answerBuyer, refuseMethod } from "~/buyer/answer-buyer.server";
import { carryOut, leave } from "~/buyer/buyer-command.server";
import { readCommand } from "~/buyer/read-command";

export const action = ({ request }: ActionFunctionArgs) =>
  request.method === "POST" ? answerBuyer(request, "write", async (buyer) => carryOut(leave, buyer, await readCommand(request, "leave"))) : refuseMethod("POST")({ request });
export const loader = refuseMethod("POST");
