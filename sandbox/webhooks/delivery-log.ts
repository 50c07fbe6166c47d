import type { Delivery, Shop } from "../world/types";

const MOST = 5_000;
const TRIM_AT = 5_500;
/** Bodies of delivered ones are kept for the youngest only: the log is for looking, the snapshot has to stay small. */
const MOST_BODIES = 1_000;

/** Adds a delivery to its shop's log. The oldest finished ones leave it; one that still waits never does. */
export function logDelivery(shop: Shop, delivery: Delivery): void {
  shop.deliveries.push(delivery);
  const aged = shop.deliveries[shop.deliveries.length - 1 - MOST_BODIES];
  if (aged?.state === "delivered") aged.body = "";
  if (shop.deliveries.length < TRIM_AT) return;
  let surplus = shop.deliveries.length - MOST;
  shop.deliveries = shop.deliveries.filter((old) => old.state === "waiting" || surplus-- <= 0);
}
