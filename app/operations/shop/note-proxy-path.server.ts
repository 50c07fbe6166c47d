import { PROXY_PATH } from "../../../extensions/_shared/contract";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { setProxyPath } from "~/store/shops/set-proxy-path.server";

/**
 * Remembers where the app proxy answers and tells the storefront. Shopify announces a merchant's renaming nowhere; the first
 * verified request that came by the new path is how it becomes known.
 * @param pathPrefix signed by Shopify, `/apps/rewards`
 */
export function noteProxyPath(shopId: bigint, pathPrefix: string): Promise<void> {
  return inTransaction(shopId, async (db) => {
    if (await setProxyPath(db, pathPrefix === PROXY_PATH ? null : pathPrefix)) await enqueueJobs(db, [shopJob("publish-program", shopId)]);
  });
}
