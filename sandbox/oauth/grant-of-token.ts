import { nowOf } from "../world/clock";
import type { Shop, World } from "../world/types";
import { NEVER } from "./issue-tokens";

export type Grant = { scopes: string[] } | { refused: 401 | 403; message: string };

const UNKNOWN = "[API] Invalid API key or access token (unrecognized login or wrong password)";
const PERMANENT = "Non-expiring access tokens are no longer accepted for the Admin API. Start using expiring offline tokens.";

/** What an access token lets its bearer do in this shop now. Unknown, expired and uninstalled look the same: 401. */
export function grantOfToken(world: World, shop: Shop, token: string): Grant {
  const known = shop.install?.accessTokens.find((candidate) => candidate.token === token);
  if (!known || known.expiresAt <= nowOf(world)) return { refused: 401, message: UNKNOWN };
  if (known.expiresAt === NEVER) return { refused: 403, message: PERMANENT };
  return { scopes: shop.install!.scopes };
}
