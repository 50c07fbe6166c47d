import { setTimeout as pause } from "node:timers/promises";
import { log } from "~/log.server";
import { claimDeliveries, type ClaimedDelivery } from "~/store/inbox/claim-deliveries.server";
import { finishDeliveries } from "~/store/inbox/finish-deliveries.server";
import { handleDeliveries } from "./handle-deliveries.server";

export interface InboxOptions {
  /** Deliveries a claim. */
  most: number;
  /** Batches under way at once: while one is saved, the next are opened and parsed. Those of one shop wait for each other where they share a member. */
  inFlight: number;
  leaseSeconds: number;
  /** How long to wait when nothing waits. */
  idleMs: number;
}

export const INBOX_DEFAULTS: InboxOptions = { most: 300, inFlight: 2, leaseSeconds: 120, idleMs: 150 };

const TROUBLE_MS = 2_000;

/** One claim, handled and noted. @returns how many deliveries. @throws DatabaseDown */
export async function handleOnce({ most, leaseSeconds }: Pick<InboxOptions, "most" | "leaseSeconds">, now: () => Date): Promise<number> {
  const claimed = await claimDeliveries({ most, leaseSeconds });
  if (claimed.length === 0) return 0;
  await finishDeliveries(await handleDeliveries(claimed, now()));
  return claimed.length;
}

/**
 * Works until `stop`, which resolves when the batches under way are finished. One reader claims, several batches are handled
 * at once; with nothing to do the reader looks a few times a second.
 */
export function startInbox(options: InboxOptions = INBOX_DEFAULTS): { stop(): Promise<void>; lastLookAt(): Date } {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  let lastLook = new Date();
  const rest = (ms: number) => pause(ms, undefined, { signal: stopping.signal }).catch(() => {});
  const reader = async () => {
    while (!stopping.signal.aborted) {
      lastLook = new Date();
      const claimed = await claimDeliveries(options).catch((error: unknown) => {
        log.error({ err: error }, "inbox: nothing could be claimed");
        return null;
      });
      if (claimed === null) await rest(TROUBLE_MS);
      else if (claimed.length === 0) await rest(options.idleMs);
      else {
        const batch = handleBatch(claimed).finally(() => underWay.delete(batch));
        underWay.add(batch);
      }
      if (underWay.size >= options.inFlight) await Promise.race(underWay);
    }
    await Promise.all(underWay);
  };
  const ended = reader();
  return {
    stop: () => {
      stopping.abort();
      return ended;
    },
    lastLookAt: () => lastLook,
  };
}

async function handleBatch(claimed: ClaimedDelivery[]): Promise<void> {
  try {
    await finishDeliveries(await handleDeliveries(claimed, new Date()));
  } catch (error) {
    log.error({ err: error, deliveries: claimed.length }, "inbox: a batch was given up, its deliveries come back when their lease ends");
    await pause(TROUBLE_MS);
  }
}
