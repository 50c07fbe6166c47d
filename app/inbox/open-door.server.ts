import { env } from "~/env.server";
import { insertDeliveries, type NewDelivery } from "~/store/inbox/insert-deliveries.server";
import { Batcher } from "./batcher";
import { createDoor } from "./door.server";

/** The door of this process. Two commits under way at once; what is read meanwhile shares the next one. */
export function openDoor() {
  const batcher = new Batcher<NewDelivery>({ save: insertDeliveries, inFlight: 2, batchItems: 64, batchBytes: 4 << 20, waitingItems: 4_000, waitingBytes: 64 << 20 });
  const secrets = [env.SHOPIFY_API_SECRET, env.SHOPIFY_API_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
  return { answer: createDoor({ secrets, batcher }), drain: () => batcher.drain() };
}
