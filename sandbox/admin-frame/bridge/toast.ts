import type { Host } from "./host";

export interface ToastOptions { duration?: number; isError?: boolean; action?: string; onAction?: () => void; onDismiss?: () => void }

/** Messages in the frame; clicks on their action and their end come back to the page. */
export function createToast(host: Host): { show(message: string, options?: ToastOptions): string; hide(id: string): void } {
  const open = new Map<string, ToastOptions>();
  host.on("toast-action", ({ id }: { id: string }) => open.get(id)?.onAction?.());
  host.on("toast-closed", ({ id }: { id: string }) => {
    open.get(id)?.onDismiss?.();
    open.delete(id);
  });
  return {
    show: (message, options = {}) => {
      const id = crypto.randomUUID();
      open.set(id, options);
      host.send("toast", { id, message, duration: options.duration ?? 5000, isError: options.isError ?? false, action: options.action ?? null });
      return id;
    },
    hide: (id) => host.send("toast-hide", { id }),
  };
}
