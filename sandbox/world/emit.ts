import type { Shop, World } from "./types";

/** Something happened in a shop. `resource` is the REST-shaped payload a webhook of this topic carries, in full. */
export type Emit = (shop: Shop, topic: string, resource: unknown) => void;

const listeners = new WeakMap<World, Emit[]>();

/** Registers a listener for every topic of every shop; the answer takes it away again. */
export function onTopic(world: World, listener: Emit): () => void {
  const all = listeners.get(world) ?? [];
  all.push(listener);
  listeners.set(world, all);
  return () => void all.splice(all.indexOf(listener), 1);
}

/** Tells every listener, in the order they registered. Topics are written as in headers: `orders/paid`. */
export function emit(world: World, event: { shop: Shop; topic: string; resource: unknown }): void {
  for (const listener of listeners.get(world) ?? []) listener(event.shop, event.topic, event.resource);
}
