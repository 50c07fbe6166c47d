import { randomInt } from "node:crypto";
import net from "node:net";

/** Below the ports that systems give to whoever asks for any: whoever is told one here may take its time until it listens. */
const [FROM, TO] = [10_100, 16_000];
const given = new Set<number>();

/** A port nobody listens at; nobody who asks here in this process is told the same one again. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FROM, TO);
    if (given.has(port) || !await isFree(port)) continue;
    given.add(port);
    return port;
  }
}

const isFree = (port: number) => new Promise<boolean>((resolve) => {
  const server = net.createServer().once("error", () => resolve(false)).listen(port, () => server.close(() => resolve(true)));
});
