/** One message between an embedded page and the admin frame around it. `id` asks for an answer, `reply` is one. */
export interface BridgeMessage { sandboxBridge: 1; type: string; payload?: unknown; id?: string; reply?: string; error?: string }

export interface Host {
  /** Where the frame is served, `http://127.0.0.1:4010`. */
  origin: string;
  send(type: string, payload?: unknown): void;
  ask<T>(type: string, payload?: unknown): Promise<T>;
  on(type: string, handler: (payload: never) => void): void;
  /** Starts to listen; again after `document.open()`, which takes every listener away. */
  attach(): void;
}

/** The line to the admin frame: the topmost window, so that pages inside a modal's own iframe reach it too. */
export function createHost(origin: string): Host {
  const waiting = new Map<string, { resolve(value: unknown): void; reject(error: Error): void }>();
  const handlers = new Map<string, ((payload: never) => void)[]>();
  const post = (message: Omit<BridgeMessage, "sandboxBridge">) => window.top!.postMessage({ sandboxBridge: 1, ...message }, origin);

  function receive(event: MessageEvent<BridgeMessage>): void {
    if (event.origin !== origin || event.source !== window.top || event.data?.sandboxBridge !== 1) return;
    const { reply, error, type, payload } = event.data;
    if (!reply) return void handlers.get(type)?.forEach((handler) => handler(payload as never));
    const asked = waiting.get(reply);
    waiting.delete(reply);
    if (error) asked?.reject(new Error(error));
    else asked?.resolve(payload);
  }

  return {
    origin,
    send: (type, payload) => post({ type, payload }),
    ask: <T>(type: string, payload?: unknown) => new Promise<T>((resolve, reject) => {
      const id = crypto.randomUUID();
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      post({ type, payload, id });
    }),
    on: (type, handler) => void handlers.set(type, [...(handlers.get(type) ?? []), handler]),
    attach: () => window.addEventListener("message", receive),
  };
}
