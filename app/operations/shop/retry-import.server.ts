import { reopenImports } from "~/store/imports/reopen-imports.server";
import { inTransaction } from "~/store/in-transaction.server";
import { enqueueJobs, shopJob } from "~/store/jobs/enqueue.server";

/** Reads once more what an import could not; what is done is not read again. Without a failed part nothing happens. @returns how many parts begin anew. */
export function retryImport(shopId: bigint): Promise<number> {
  return inTransaction(shopId, async (db) => {
    const parts = await reopenImports(db);
    if (parts > 0) await enqueueJobs(db, [shopJob("import-shop", shopId)]);
    return parts;
  });
}
