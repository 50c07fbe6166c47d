import type express from "express";
import { doLater } from "../faults/late-work";
import type { CallFault } from "../world/types";
import type { ApiContext } from "./core/context";
import { executeRequest, throttledFor, type ApiRequest } from "./core/execute-request";

/** A page of the way to Shopify, where an app expects JSON. */
const A_PAGE = "<!DOCTYPE html><html><head><title>Something went wrong</title></head><body><h1>There was a problem loading this page</h1></body></html>";
const BROKEN = "Internal error. Looks like something went wrong on our end.";

export interface BadCall { context: ApiContext; request: ApiRequest; fault: CallFault }

/** Answers one call as its trouble wants it, and does what was asked for, or does not, before or after that. */
export async function answerBadly(response: express.Response, { context, request, fault }: BadCall): Promise<void> {
  if (fault.effect === "before") await executeRequest(context, request);
  const { error, retryAfterSeconds } = fault;
  switch (fault.answer) {
    case "server_error": response.status(500).json({ errors: "Internal Server Error" }); break;
    case "html": response.type("html").send(A_PAGE); break;
    case "null_data": response.json({ data: null }); break;
    case "errors": response.json({ errors: [{ message: error?.message ?? BROKEN, extensions: { code: error ? error.code : "INTERNAL_SERVER_ERROR" } }] }); break;
    case "lost": response.socket?.destroy(); break;
    case "too_many_requests": tooManyRequests(response, retryAfterSeconds); break;
    case "throttled": response.json(throttledFor(context, retryAfterSeconds)); break;
    case "user_error": response.json(await executeRequest({ ...context, refusal: error ?? { code: null, message: "is not valid", field: null } }, request)); break;
  }
  if (typeof fault.effect === "object") doLater(context.sandbox, fault.effect.afterSeconds, () => executeRequest(context, request));
}

export function tooManyRequests(response: express.Response, seconds: number): void {
  response.status(429).set("Retry-After", seconds.toFixed(1)).json({ errors: "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service." });
}
