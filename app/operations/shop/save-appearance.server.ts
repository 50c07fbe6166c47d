import { logAccess } from "~/store/access/log-access.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";
import { setAppearance } from "~/store/shops/set-appearance.server";

export interface SaveAppearance {
  /** `#rrggbb`; null for the blocks' own. */
  color: string | null;
  /** Of corners, in px. */
  radius: number;
  /** `staff:<user id>`. */
  actor: string;
}

/** Changes how storefront blocks look, and tells the storefront. */
export function saveAppearance(shopId: bigint, { color, radius, actor }: SaveAppearance, now: Date): Promise<void> {
  return inTransaction(shopId, async (db) => {
    await setAppearance(db, { color, radius });
    await logAccess(db, { actor, action: "save_appearance" }, now);
    await enqueueJobs(db, [shopJob("publish-program", shopId)]);
  });
}
