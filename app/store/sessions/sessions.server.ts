import { open, seal } from "../crypto/seal.server";
import { query } from "../db.server";
import { sql } from "../sql";
import { offlineId, sessionPurpose, type SessionRow, type SessionSecrets, type StoredSession } from "./stored-session";

/** Inserts or replaces; tokens and the person's name and e-mail are sealed, the rest of the row is what is looked up by. */
export async function saveSession(session: StoredSession): Promise<void> {
  const { id, shop, state, isOnline, scope, expires, refreshTokenExpires, secrets } = session;
  await query(sql`
    INSERT INTO session (id, shop, state, is_online, scope, expires, refresh_token_expires, sealed)
    VALUES (${id}, ${shop}, ${state}, ${isOnline}, ${scope}, ${expires}, ${refreshTokenExpires}, ${sealed(id, secrets)})
    ON CONFLICT (id) DO UPDATE SET shop = excluded.shop, state = excluded.state, is_online = excluded.is_online, scope = excluded.scope, expires = excluded.expires,
      refresh_token_expires = excluded.refresh_token_expires, sealed = excluded.sealed, refreshing_until = NULL, updated_at = now()`);
}

/** New tokens of a session that still exists: one that an uninstall deleted meanwhile stays deleted. @returns false then. */
export async function renewSession({ id, scope, expires, refreshTokenExpires, secrets }: StoredSession): Promise<boolean> {
  const rows = await query<{ id: string }>(sql`
    UPDATE session SET scope = ${scope}, expires = ${expires}, refresh_token_expires = ${refreshTokenExpires}, sealed = ${sealed(id, secrets)}, refreshing_until = NULL, updated_at = now()
     WHERE id = ${id} RETURNING id`);
  return rows.length > 0;
}

export async function sessionById(id: string): Promise<StoredSession | null> {
  const [row] = await query<SessionRow>(sql`SELECT id, shop, state, is_online, scope, expires, refresh_token_expires, sealed FROM session WHERE id = ${id}`);
  return row ? sessionOf(row) : null;
}

/** All of them: a shop with many staff has many. */
export async function sessionsByShop(shop: string): Promise<StoredSession[]> {
  const rows = await query<SessionRow>(sql`SELECT id, shop, state, is_online, scope, expires, refresh_token_expires, sealed FROM session WHERE shop = ${shop} ORDER BY id`);
  return rows.map(sessionOf);
}

export async function deleteSessions(ids: string[]): Promise<void> {
  await query(sql`DELETE FROM session WHERE id = ANY(${ids}::text[])`);
}

/** Shops whose refresh token ends before `before`, or whose access token was stored without an end: what the keep-alive refreshes. */
export async function shopsToRefresh(before: Date): Promise<string[]> {
  const rows = await query<{ shop: string }>(sql`
    SELECT shop FROM session WHERE id = 'offline_' || shop AND NOT is_online AND (expires IS NULL OR refresh_token_expires < ${before}) ORDER BY shop`);
  return rows.map(({ shop }) => shop);
}

/**
 * The right to refresh a shop's token, for one process at a time; it ends by itself. Nobody waits for anybody inside a
 * transaction: who does not get it looks again a little later.
 */
export async function takeRefreshTurn(shop: string, seconds: number): Promise<boolean> {
  const rows = await query<{ id: string }>(sql`
    UPDATE session SET refreshing_until = now() + make_interval(secs => ${seconds})
     WHERE id = ${offlineId(shop)} AND (refreshing_until IS NULL OR refreshing_until < now()) RETURNING id`);
  return rows.length > 0;
}

export async function giveUpRefreshTurn(shop: string): Promise<void> {
  await query(sql`UPDATE session SET refreshing_until = NULL WHERE id = ${offlineId(shop)}`);
}

function sealed(id: string, secrets: SessionSecrets): Buffer {
  return seal(JSON.stringify(secrets), sessionPurpose(id));
}

function sessionOf(row: SessionRow): StoredSession {
  return {
    id: row.id, shop: row.shop, state: row.state, isOnline: row.is_online, scope: row.scope, expires: row.expires, refreshTokenExpires: row.refresh_token_expires,
    secrets: JSON.parse(open(row.sealed, sessionPurpose(row.id)).toString("utf8")) as SessionSecrets,
  };
}
