import type { Request } from "express";
import { findShop } from "./world/find-shop";
import type { Shop, World } from "./world/types";

/** The shop a server-to-server request is for: the preload names it in `x-sandbox-host`, a proxy leaves it in `host`. */
export function shopOfRequest(world: World, request: Request): Shop | null {
  const named = request.get("x-sandbox-host") ?? request.get("host") ?? "";
  const host = named.split(":")[0]!;
  return host.endsWith(".myshopify.com") ? findShop(world, host) : null;
}
