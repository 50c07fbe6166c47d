import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { env } from "./env.server";
import { addDocumentResponseHeaders } from "./shopify.server";

/** Before the process ends: the pages are a bundle of their own, with connections of their own. */
export { closeDatabase as close } from "./store/db.server";

/** Streams that take longer are cut; React's own abort comes a second before Remix's. */
export const streamTimeout = 6_000;

export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext) {
  addDocumentResponseHeaders(request, headers);
  addOwnHeaders(headers);
  return renderDocument(request, status, headers, context);
}

/**
 * A document that names no shop may not be framed by anybody. With an App Bridge of our own the library's preload
 * of Shopify's would only be one failed request.
 */
function addOwnHeaders(headers: Headers) {
  const policy = headers.get("Content-Security-Policy") ?? "frame-ancestors 'none';";
  const ancestor = policy.includes("'none'") ? undefined : env.FRAME_ANCESTOR;
  headers.set("Content-Security-Policy", ancestor ? policy.replace("frame-ancestors", `frame-ancestors ${ancestor}`) : policy);
  if (env.APP_BRIDGE_URL) headers.delete("Link");
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "no-referrer");
  headers.set("Strict-Transport-Security", "max-age=31536000");
  headers.set("Content-Type", "text/html; charset=utf-8");
}

function renderDocument(request: Request, status: number, headers: Headers, context: EntryContext): Promise<Response> {
  const whole = isbot(request.headers.get("user-agent") ?? "");
  return new Promise((resolve, reject) => {
    let answered = false;
    const answer = () => {
      answered = true;
      const body = new PassThrough();
      pipe(body);
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: failed ? 500 : status }));
    };
    let failed = false;
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={context} url={request.url} />, {
      onAllReady: whole ? answer : undefined,
      onShellReady: whole ? undefined : answer,
      onShellError: reject,
      onError: (error) => {
        failed = true;
        // Before the shell is sent the error rejects or reaches Remix's boundary; afterwards nobody else would say it.
        if (answered) console.error("Rendering failed after the first bytes were sent", error instanceof Error ? error.message : "");
      },
    });
    setTimeout(abort, streamTimeout - 1_000).unref();
  });
}
