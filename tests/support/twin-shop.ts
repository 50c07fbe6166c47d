import type { Sandbox } from "../../sandbox/sandbox";
import { findShop } from "../../sandbox/world/find-shop";
import { nextId } from "../../sandbox/world/ids";
import type { Shop } from "../../sandbox/world/types";

/** One more shop of the sandbox, with the same goods as the first and a life of its own. */
export function twinShop({ world }: Sandbox, domain: string): Shop {
  const { id: _id, domain: _domain, install: _install, ...same } = structuredClone(findShop(world, "evergreen-goods.myshopify.com")!);
  const twin: Shop = { ...same, id: nextId(world), domain, install: null };
  world.shops[domain] = twin;
  return twin;
}
