import { randomUUID } from "node:crypto";
import { PROXY_PATH } from "../../extensions/_shared/contract";
import { log } from "~/log.server";
import { noteProxyPath } from "~/operations/shop/note-proxy-path.server";
import { authenticateBuyer, type Buyer } from "./authenticate-buyer.server";
import { isFromExtension, preflight, readableAnywhere } from "./extension-answer";
import { limitBuyer, type Kind } from "./rate-limit.server";
import { answer, refusal } from "./refusal";

/**
 * The frame of every route of the buyer API: verify, limit, work, answer. What `work` returns becomes JSON; a Response it
 * throws is the answer; anything else is logged under an id and answered with that id only.
 */
export async function answerBuyer(request: Request, kind: Kind, work: (buyer: Buyer) => Promise<unknown>): Promise<Response> {
  if (isPreflight(request)) return preflight();
  const response = await verifiedAnswer(request, kind, work);
  return isFromExtension(request) ? readableAnywhere(response) : response;
}

async function verifiedAnswer(request: Request, kind: Kind, work: (buyer: Buyer) => Promise<unknown>): Promise<Response> {
  try {
    const { guest, pathPrefix, ...buyer } = await authenticateBuyer(request);
    await limitBuyer(kind, { shopId: buyer.shop.shopId, customerId: buyer.customerId, guest });
    if (pathPrefix !== null && pathPrefix !== (buyer.shop.proxyPath ?? PROXY_PATH)) await noteProxyPath(buyer.shop.shopId, pathPrefix);
    return answer(await work(buyer));
  } catch (error) {
    if (error instanceof Response) return error;
    if ((error as { retryable?: unknown }).retryable === true) return refusal(503, "try_again", "The program cannot be reached at the moment: try again shortly.", { "Retry-After": "5" });
    const id = randomUUID();
    log.error({ err: error, id }, "buyer API failed");
    return refusal(500, "failed", `Something went wrong on our side; support finds it as ${id}.`);
  }
}

const isPreflight = (request: Request) => request.method === "OPTIONS" && isFromExtension(request);

/** For the other methods of a known path. */
export function refuseMethod(allowed: "GET" | "POST") {
  return ({ request }: { request: Request }) => refuseRequest(request, () => refusal(405, "method_not_allowed", `method ${request.method}: expected ${allowed}`, { Allow: allowed }));
}

/** A refusal without asking who it is, which an extension can read as well. */
export function refuseRequest(request: Request, refuse: () => Response): Response {
  if (isPreflight(request)) return preflight();
  return isFromExtension(request) ? readableAnywhere(refuse()) : refuse();
}
