import type { Worker } from "./worker";

/** Takes codes out of the shop, and sees them gone. @returns how many were confirmed gone. */
export function close(worker: Worker): number {
  const { decide, shopify } = worker;
  const closing = worker.rows.kept.filter(({ redemption: { status, codeGoneAt } }) => status === "closing" && codeGoneAt === null);
  let gone = 0;
  const failed = worker.each(closing, (own) => {
    if (decide.nextOfClosing(own.redemption) === "delete") {
      const deleteJob = shopify.deleteCodes([own.code!]);
      worker.mayDie();
      own.redemption = { ...own.redemption, deleteJob };
    }
    const jobDone = decide.nextOfClosing(own.redemption) !== "ask_job" || shopify.isJobDone(own.redemption.deleteJob!);
    if (decide.nextOfClosing({ ...own.redemption, jobDone }) === "wait") return;
    const next = decide.nextOfClosing({ ...own.redemption, jobDone, there: shopify.isThere(own.code!) });
    worker.mayDie();
    own.redemption = { ...own.redemption, ...(next === "gone" ? { codeGoneAt: worker.now() } : { deleteJob: null }) };
    if (next === "gone") gone += 1;
  });
  if (failed) throw failed;
  return gone;
}
