import { setTimeout as pause } from "node:timers/promises";
import { log } from "~/log.server";
import { giveUpRefreshTurn, offlineId, renewSession, sessionById, takeRefreshTurn, type StoredSession } from "~/shopify.server";
import { ShopifyFault } from "../client/shopify-fault";
import { requestNewTokens } from "./request-new-tokens.server";

/** Refreshed when less than this is left. */
const ENOUGH_MS = 5 * 60_000;
const TURN_SECONDS = 20;
const LOOK_AGAIN_MS = 150;

const underWay = new Map<string, Promise<string>>();

/**
 * A usable access token of the shop, for workers. It is refreshed by one caller at a time, in this process and over all
 * processes; the others wait for the result.
 * @param refused a token the Admin API has just refused: it will not be handed out again.
 * @throws ShopifyFault `unauthorized` when there is none to be had, `unavailable` when Shopify does not answer.
 */
export async function accessToken(shop: string, refused: string | null = null): Promise<string> {
  const session = await offlineSession(shop);
  if (isFresh(session, refused)) return session.secrets.accessToken!;
  const known = underWay.get(shop);
  if (known) return known;
  const refresh = refreshInTurn(shop, refused).finally(() => underWay.delete(shop));
  underWay.set(shop, refresh);
  return refresh;
}

async function refreshInTurn(shop: string, refused: string | null): Promise<string> {
  for (const until = Date.now() + (TURN_SECONDS + 5) * 1000; Date.now() < until; await pause(LOOK_AGAIN_MS)) {
    const mine = await takeRefreshTurn(shop, TURN_SECONDS);
    const session = await offlineSession(shop);
    const done = isFresh(session, refused);
    if (!mine && !done) continue;
    if (mine && done) await giveUpRefreshTurn(shop);
    return done ? session.secrets.accessToken! : refresh(shop, session, refused);
  }
  throw new ShopifyFault("unavailable", `token of ${shop}: another process has been refreshing it for ${TURN_SECONDS} s`);
}

async function refresh(shop: string, session: StoredSession, refused: string | null): Promise<string> {
  const { accessToken: held, refreshToken } = session.secrets;
  try {
    if (!refreshToken) throw new ShopifyFault("unauthorized", `token of ${shop}: it has no refresh token, expected the app to be opened once`);
    const renewed = await requestNewTokens(shop, refreshToken);
    const secrets = { ...session.secrets, accessToken: renewed.accessToken, refreshToken: renewed.refreshToken ?? refreshToken };
    // An answer that was lost on the way costs nothing: the refresh token stored here stays good until its successor is used.
    const kept = await renewSession({ ...session, scope: renewed.scope ?? session.scope, expires: renewed.expires, refreshTokenExpires: renewed.refreshTokenExpires ?? session.refreshTokenExpires, secrets });
    if (!kept) throw new ShopifyFault("unauthorized", `token of ${shop}: the app was uninstalled meanwhile`);
    return renewed.accessToken;
  } catch (error) {
    await giveUpRefreshTurn(shop);
    const stillGood = held !== undefined && held !== refused && session.expires !== null && session.expires.getTime() > Date.now();
    if (!stillGood) throw error;
    log.warn({ err: error, shop }, "token not refreshed, the old one is used until it ends");
    return held;
  }
}

async function offlineSession(shop: string): Promise<StoredSession> {
  const session = await sessionById(offlineId(shop));
  if (!session) throw new ShopifyFault("unauthorized", `token of ${shop}: there is none, expected the app to be installed and opened once`);
  return session;
}

/** A token stored without an end next to a refresh token was stored wrongly once: it is refreshed, which repairs it. */
function isFresh({ expires, secrets }: StoredSession, refused: string | null): boolean {
  if (!secrets.accessToken || secrets.accessToken === refused) return false;
  if (expires === null) return !secrets.refreshToken;
  return expires.getTime() - Date.now() > ENOUGH_MS;
}
