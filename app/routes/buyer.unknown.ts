import { refuseRequest } from "~/buyer/answer-buyer.server";
import { refusal } from "~/buyer/refusal";

/** Any other path of the buyer API. */
const unknown = ({ request }: { request: Request }) => refuseRequest(request, () =>
  refusal(404, "unknown_path", "This path does not exist: expected me, join, leave, orders/<number>/why, orders/<number>/points, rewards, redeem, redemptions/<number>, redemptions/<number>/cancel or redemptions/<number>/refused."));

export const loader = unknown;
export const action = unknown;
