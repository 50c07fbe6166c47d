import type { IncomingHttpHeaders } from "node:http";

/** Belong to one connection, or are written anew by whoever sends the message. */
const HOP_BY_HOP = new Set(["connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade", "host", "content-length", "expect", "accept-encoding"]);

/** What Shopify takes out of an app's answer. */
const STRIPPED_FROM_ANSWER = new Set([
  "set-cookie", "accept-patch", "accept-ranges", "connection", "date", "delta-base", "im", "p3p", "pragma", "preference-applied", "proxy-authenticate", "public-key-pins",
  "server", "service-worker-allowed", "trailer", "tk", "warning", "x-powered-by", "transfer-encoding", "content-length", "content-encoding", "keep-alive",
]);

/** The browser's headers as the app gets them: no cookies, and where the request came from. */
export function headersToApp(headers: IncomingHttpHeaders, from: { ip: string; shop: string }): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name) && name !== "cookie" && !name.startsWith("x-forwarded-") && !name.startsWith("x-sandbox-"));
  const forwarded = [headers["x-forwarded-for"], from.ip].flat().filter(Boolean).join(", ");
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value ?? ""])),
    "x-forwarded-for": forwarded, "x-forwarded-host": from.shop,
  };
}

/** The app's headers as the browser gets them. */
export function headersFromApp(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !STRIPPED_FROM_ANSWER.has(name)));
}
