// A database that development was not given by itself may hold real shops: it is migrated, written to, and sealed with whatever keys are at hand.

/**
 * Why the database of DATABASE_URL must not be used for development; null when it may be, or none is named.
 * @param {Record<string, string | undefined>} env
 * @returns {string | null}
 */
export function troubleWithDatabase(env) {
  const { DATABASE_URL, DATABASE_OWNER_URL, ENCRYPTION_KEYS, DATABASE_REMOTE } = env;
  if (!DATABASE_URL) return null;
  if (!ENCRYPTION_KEYS) return "ENCRYPTION_KEYS is missing: a database of your own (DATABASE_URL) is opened with the keys it was written with";
  const far = [DATABASE_URL, DATABASE_OWNER_URL].filter(Boolean).map((url) => hostOf(url, env)).find((host) => !LOCAL.test(host));
  if (far === undefined || DATABASE_REMOTE === "yes") return null;
  return `The database is on ${far}, which is not this machine, and would be migrated and written to: set DATABASE_REMOTE=yes if that is meant`;
}

/** This machine by name or address, or a socket's folder. */
const LOCAL = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|\/.*)$/i;

function hostOf(text, { PGHOST }) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) return "an address that cannot be read";
  return url.searchParams.get("host") || decodeURIComponent(url.hostname) || PGHOST || "localhost";
}
