import net from "node:net";

const HEAD_END = "\r\n\r\n";

/**
 * One keep-alive HTTP/1.1 connection that sends bytes made beforehand and reads the status of the answer: the load comes from
 * the same machine as what it measures, so it must cost as little as it can.
 */
export class Connection {
  private socket: net.Socket | null = null;
  private received = "";
  private settle: ((status: number) => void) | null = null;

  constructor(private readonly target: { host: string; port: number }) {}

  /** @returns the status, 0 when the connection broke. One request at a time. */
  send(request: Buffer): Promise<number> {
    return new Promise((resolve) => {
      this.settle = resolve;
      this.socket ??= this.open();
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket?.destroy();
  }

  private open(): net.Socket {
    const socket = net.connect(this.target).setNoDelay(true);
    socket.on("data", (data: Buffer) => this.read(data.toString("latin1")));
    socket.on("error", () => {});
    socket.on("close", () => {
      this.socket = null;
      this.received = "";
      this.finish(0);
    });
    return socket;
  }

  private read(text: string): void {
    this.received += text;
    const end = this.received.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.received.slice(0, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    const body = this.received.length - end - HEAD_END.length;
    const whole = length === undefined ? this.received.endsWith(`0${HEAD_END}`) : body >= Number(length);
    if (!whole) return;
    this.received = "";
    this.finish(Number(head.slice(9, 12)));
  }

  private finish(status: number): void {
    const settle = this.settle;
    this.settle = null;
    settle?.(status);
  }
}
