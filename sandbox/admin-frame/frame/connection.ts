import type { BridgeMessage } from "../bridge/host";

export interface Connection {
  /** Tells the embedded page something. */
  send(type: string, payload?: unknown): void;
  /** Hears what the embedded page, or a page in a modal's own iframe, says. `fromMain` tells them apart. */
  on(type: string, handler: (payload: never, fromMain: boolean) => void): void;
  /** Answers what pages ask for; an error goes back as its sentence. */
  answer(type: string, handler: (payload: never) => unknown): void;
}

/** The line to the app's pages. Only windows of the app's origin are heard. */
export function createConnection(iframe: HTMLIFrameElement, appOrigin: string): Connection {
  const listeners = new Map<string, ((payload: never, fromMain: boolean) => void)[]>();
  const answers = new Map<string, (payload: never) => unknown>();

  window.addEventListener("message", (event: MessageEvent<BridgeMessage>) => {
    if (event.origin !== appOrigin || event.data?.sandboxBridge !== 1) return;
    const { type, payload, id } = event.data;
    const source = event.source as Window;
    listeners.get(type)?.forEach((listener) => listener(payload as never, source === iframe.contentWindow));
    if (id) void reply(source, { type, payload, id });
  });

  async function reply(source: Window, asked: { type: string; payload?: unknown; id: string }): Promise<void> {
    const message: BridgeMessage = { sandboxBridge: 1, type: asked.type, reply: asked.id };
    try {
      const handler = answers.get(asked.type);
      if (!handler) throw new Error(`${asked.type} is not implemented in the sandbox`);
      message.payload = await handler(asked.payload as never);
    } catch (error) {
      message.error = (error as Error).message;
    }
    source.postMessage(message, appOrigin);
  }

  return {
    send: (type, payload) => iframe.contentWindow?.postMessage({ sandboxBridge: 1, type, payload }, appOrigin),
    on: (type, handler) => void listeners.set(type, [...(listeners.get(type) ?? []), handler]),
    answer: (type, handler) => void answers.set(type, handler),
  };
}
