import { setTimeout as pause } from "node:timers/promises";
import { log } from "~/log.server";
import { claimDeliveries } from "~/store/inbox/claim-deliveries.server";
import { finishDeliveries } from "~/store/inbox/finish-deliveries.server";
import { handleDeliveries } from "./handle-deliveries.server";

export interface InboxOptions {
  /** Deliveries a claim. */
  most: number;
  /** Batches under way at once: deciding one overlaps saving another. */
  inFlight: number;
  leaseSeconds: number;
  /** How long to wait when nothing waits. */
  idleMs: number;
}

export const INBOX_DEFAULTS: InboxOptions = { most: 200, inFlight: 2, leaseSeconds: 120, idleMs: 150 };

const TROUBLE_MS = 2_000;

/** One claim, handled and noted. @returns how many deliveries. @throws DatabaseDown */
export async function handleOnce({ most, leaseSeconds }: Pick<InboxOptions, "most" | "leaseSeconds">, now: () => Date): Promise<number> {
  const claimed = await claimDeliveries({ most, leaseSeconds });
  if (claimed.length === 0) return 0;
  await finishDeliveries(await handleDeliveries(claimed, now()));
  return claimed.length;
}

/** Works until `stop`, which resolves when the batches under way are finished. */
export function startInbox(options: InboxOptions = INBOX_DEFAULTS): { stop(): Promise<void>; lastRoundAt(): Date } {
  const stopping = new AbortController();
  let lastRound = new Date();
  const lanes = Array.from({ length: options.inFlight }, async () => {
    while (!stopping.signal.aborted) {
      const rest = await round(options);
      lastRound = new Date();
      if (rest > 0) await pause(rest, undefined, { signal: stopping.signal }).catch(() => {});
    }
  });
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(lanes);
    },
    lastRoundAt: () => lastRound,
  };
}

/** @returns milliseconds to rest before the next. */
async function round(options: InboxOptions): Promise<number> {
  try {
    return (await handleOnce(options, () => new Date())) > 0 ? 0 : options.idleMs;
  } catch (error) {
    log.error({ err: error }, "inbox: a round failed, its deliveries come back when their lease ends");
    return TROUBLE_MS;
  }
}
