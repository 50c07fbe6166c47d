import type { Id, World } from "./types";

const GID = /^gid:\/\/shopify\/([A-Za-z]+)\/([^/?\s]+)(?:\?.*)?$/;

/** A new id, as decimal text: with `world.idBase` set it passes 2^53, as ids of large platforms may. */
export function nextId(world: World): Id {
  const id = BigInt(world.idBase ?? "0") + BigInt(world.nextId);
  world.nextId += 1;
  return id.toString();
}

/** `gid("Customer", "42")` is `gid://shopify/Customer/42`. */
export function gid(type: string, id: Id): string {
  return `gid://shopify/${type}/${id}`;
}

/** The type and id of a global id; null when the text is not one. */
export function parseGid(text: string): { type: string; id: Id } | null {
  const match = GID.exec(text);
  return match ? { type: match[1]!, id: match[2]! } : null;
}

/** The id in a global id of this type; null for any other text. */
export function idOf(text: string, type: string): Id | null {
  const parsed = parseGid(text);
  return parsed?.type === type ? parsed.id : null;
}
