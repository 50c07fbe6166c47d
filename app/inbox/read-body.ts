import type { IncomingMessage } from "node:http";

/** The raw bytes of a request, or why there are none: over the limit (reading stops there), or the sender went away. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | "too_large" | "gone"> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return Promise.resolve("too_large");
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.removeAllListeners("data");
        resolve("too_large");
      } else chunks.push(chunk);
    });
    request.on("end", () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size)));
    request.on("error", () => resolve("gone"));
    request.on("close", () => resolve("gone"));
  });
}
