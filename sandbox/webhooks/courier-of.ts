import type { World } from "../world/types";
import type { Courier } from "./courier";

const couriers = new WeakMap<World, Courier>();

/** The running courier of a world; undefined while webhooks have not been started. */
export function courierOf(world: World): Courier | undefined {
  return couriers.get(world);
}

export function setCourier(world: World, courier: Courier): void {
  couriers.set(world, courier);
}
