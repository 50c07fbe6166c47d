import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received { topic: string; path: string; headers: IncomingHttpHeaders; raw: string; signed: boolean }

export interface Receiver {
  url: string;
  received: Received[];
  /** Status of the next answers; "hang" never answers. */
  answer: (request: Received) => number | "hang";
  of(topic: string): Received[];
  close(): Promise<void>;
}

/** A small app on a free port: keeps what it is sent and whether the signature fits the raw bytes. */
export async function signedReceiver(secret: string): Promise<Receiver> {
  const receiver: Receiver = { url: "", received: [], answer: () => 200, of: (topic) => receiver.received.filter((one) => one.topic === topic), close };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks);
      const signed = createHmac("sha256", secret).update(raw).digest("base64") === request.headers["x-shopify-hmac-sha256"];
      const one = { topic: String(request.headers["x-shopify-topic"]), path: request.url ?? "", headers: request.headers, raw: raw.toString("utf8"), signed };
      receiver.received.push(one);
      const status = receiver.answer(one);
      if (status !== "hang") response.writeHead(status, status === 301 ? { location: "/elsewhere" } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return receiver;

  async function close() {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
