import type { Connection } from "./connection";
import { element } from "./element";

interface Toast { id: string; message: string; duration: number; isError: boolean; action: string | null }

/** Messages at the foot of the admin; they stay while the pointer or the focus is on them. */
export function createToasts(connection: Connection): void {
  const place = document.getElementById("toasts")!;
  const closers = new Map<string, () => void>();
  connection.on("toast-hide", ({ id }: { id: string }) => closers.get(id)?.());
  connection.on("toast", ({ id, message, duration, isError, action }: Toast) => {
    const toast = element("div", { className: isError ? "toast error" : "toast" }, element("span", { textContent: message }));
    const close = () => {
      closers.delete(id);
      toast.remove();
      connection.send("toast-closed", { id });
    };
    if (action) toast.append(button(action, () => { connection.send("toast-action", { id }); close(); }));
    toast.append(Object.assign(button("✕", close), { ariaLabel: "Dismiss" }));
    let timer = setTimeout(close, duration);
    for (const event of ["mouseenter", "focusin"]) toast.addEventListener(event, () => clearTimeout(timer));
    for (const event of ["mouseleave", "focusout"]) toast.addEventListener(event, () => { timer = setTimeout(close, duration); });
    closers.set(id, close);
    place.append(toast);
  });
}

function button(text: string, clicked: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", textContent: text });
  made.addEventListener("click", clicked);
  return made;
}
