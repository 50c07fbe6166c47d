import { refusal } from "~/buyer/refusal";

/** Any other path of the buyer API. */
const unknown = () => refusal(404, "unknown_path", "This path does not exist: expected me, join, leave or orders/<number>/why.");

export const loader = unknown;
export const action = unknown;
