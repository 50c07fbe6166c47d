import { element } from "./element";

export interface Shell { dialog: HTMLDialogElement; body: HTMLElement; foot: HTMLElement; close(): void }

/** A modal dialog; the browser keeps focus inside it, Escape and ✕ close it, and focus returns to where it was. */
export function openDialog(title: string, closed: () => void, small = false): Shell {
  const closer = element("button", { type: "button", textContent: "✕", ariaLabel: "Close" });
  const heading = element("h2", { textContent: title, id: `dialog-${crypto.randomUUID()}` });
  const [body, foot] = [element("div"), element("footer")];
  const dialog = element("dialog", { className: small ? "small" : "" }, element("header", {}, heading, closer), body, foot);
  dialog.setAttribute("aria-labelledby", heading.id);
  const before = document.activeElement as HTMLElement | null;
  dialog.addEventListener("close", () => {
    dialog.remove();
    before?.focus();
    closed();
  });
  closer.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, body, foot, close: () => dialog.close() };
}

/** Asks a question; true when it was agreed to, false on anything else. */
export function confirmDialog({ title, text, yes, no, critical = false }: { title: string; text: string; yes: string; no: string; critical?: boolean }): Promise<boolean> {
  return new Promise((resolve) => {
    let agreed = false;
    const shell = openDialog(title, () => resolve(agreed), true);
    shell.body.append(element("p", { className: "text", textContent: text }));
    const [stay, go] = [element("button", { type: "button", textContent: no }), element("button", { type: "button", textContent: yes, className: critical ? "critical" : "primary" })];
    stay.addEventListener("click", shell.close);
    go.addEventListener("click", () => { agreed = true; shell.close(); });
    shell.foot.append(stay, go);
    go.focus();
  });
}
