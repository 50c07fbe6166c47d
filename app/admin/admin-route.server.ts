import { randomUUID } from "node:crypto";
import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { log } from "~/log.server";
import { authenticate } from "~/shopify.server";
import { deleteSessions } from "~/store/sessions/sessions.server";
import { shopByDomain, type Shop } from "~/store/shops/shop-by-domain.server";

/** What a merchant's page gets: the shop of the verified session token and nobody else's. */
export interface AdminContext {
  request: Request;
  params: Record<string, string | undefined>;
  shop: Shop;
  shopId: bigint;
  /** `staff:<user id>`, from the session token. */
  actor: string;
  admin: Awaited<ReturnType<typeof authenticate.admin>>["admin"];
  now: Date;
}

type Run<T> = (context: AdminContext) => Promise<T>;
type Guarded<Args, T> = ((args: Args) => Promise<T>) & { guard: "admin" };

/**
 * Every loader and action of the merchant admin is made here, so none can forget the guard; the route-table test asks
 * for the `guard` mark. Responses pass (redirects, refusals); anything else becomes a 500 that names only an id for
 * support, under which the log has the cause.
 */
export const adminLoader = <T>(run: Run<T>) => guarded<LoaderFunctionArgs, T>(run);
export const adminAction = <T>(run: Run<T>) => guarded<ActionFunctionArgs, T>(run);

function guarded<Args extends LoaderFunctionArgs, T>(run: Run<T>): Guarded<Args, T> {
  const handle = async ({ request, params }: Args) => {
    try {
      return await run(await adminContext(request, params));
    } catch (thrown) {
      if (thrown instanceof Response || isDataResponse(thrown)) throw thrown;
      throw withSupportId(thrown, request);
    }
  };
  return Object.assign(handle, { guard: "admin" as const });
}

async function adminContext(request: Request, params: AdminContext["params"]): Promise<AdminContext> {
  const { session, sessionToken, admin } = await authenticate.admin(request);
  const shop = await installedShop(session.shop);
  if (!shop) {
    // Without its session the shop is installed anew by the next request.
    await deleteSessions([session.id]);
    throw new Error(`${session.shop} has a session and is not installed: expected its first request to install it`);
  }
  return { request, params, shop, shopId: shop.shopId, actor: `staff:${sessionToken?.sub ?? "unknown"}`, admin, now: new Date() };
}

/**
 * Loaders of one page run side by side, and the library lets only one of them install the shop while the others go on:
 * they wait here until it is there.
 */
async function installedShop(domain: string): Promise<Shop | null> {
  for (let left = 50; ; left--) {
    const shop = await shopByDomain(domain);
    if (shop || left === 0) return shop;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** `data()` is thrown as a plain object that carries `init`. */
function isDataResponse(thrown: unknown): boolean {
  return typeof thrown === "object" && thrown !== null && "type" in thrown && thrown.type === "DataWithResponseInit";
}

function withSupportId(cause: unknown, request: Request) {
  const supportId = randomUUID().slice(0, 8);
  log.error({ err: cause, supportId, path: new URL(request.url).pathname }, "admin request failed");
  return data({ code: "failed", supportId }, { status: 500 });
}
