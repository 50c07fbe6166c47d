import net from "node:net";

/** A way to a server that can be taken away: what a network does to a database connection. */
export interface CuttableProxy {
  port: number;
  /** Connections break and new ones are refused. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Connections that are open now carry nothing any more and do not end, as after a failover; new ones work. */
  freeze(): void;
  close(): Promise<void>;
}

export async function cuttableProxy(target: { host: string; port: number }): Promise<CuttableProxy> {
  const open = new Set<net.Socket>();
  let server = net.createServer(forward);
  const port = await listen(0);

  function forward(client: net.Socket): void {
    const upstream = net.connect(target.port, target.host);
    for (const [socket, other] of [[client, upstream], [upstream, client]] as const) {
      open.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => { open.delete(socket); other.destroy(); });
      socket.pipe(other);
    }
  }

  function listen(at: number): Promise<number> {
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(at, "127.0.0.1", () => resolve((server.address() as net.AddressInfo).port));
    });
  }

  async function cut(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  }

  return {
    port, cut,
    mend: async () => {
      server = net.createServer(forward);
      await listen(port);
    },
    freeze: () => {
      for (const socket of open) {
        socket.unpipe();
        socket.pause();
      }
    },
    close: cut,
  };
}
