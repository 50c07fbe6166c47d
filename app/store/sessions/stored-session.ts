/** A session as Shopify's library hands it over, as plain data. */
export interface StoredSession {
  id: string;
  shop: string;
  state: string;
  isOnline: boolean;
  scope: string | null;
  expires: Date | null;
  refreshTokenExpires: Date | null;
  /** What is sealed in the row: tokens, and of an online session who it belongs to. */
  secrets: SessionSecrets;
}

export interface SessionSecrets {
  accessToken?: string;
  refreshToken?: string;
  onlineAccessInfo?: unknown;
}

export interface SessionRow {
  id: string; shop: string; state: string; is_online: boolean; scope: string | null; expires: Date | null; refresh_token_expires: Date | null; sealed: Buffer;
}

export const sessionPurpose = (id: string) => `session:${id}`;
/** As Shopify's library names the session of a shop that belongs to no person. */
export const offlineId = (shop: string) => `offline_${shop}`;
