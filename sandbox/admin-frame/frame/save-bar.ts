import type { Connection } from "./connection";
import { confirmDialog } from "./dialogs";
import { element } from "./element";

interface State { open: boolean; save?: ButtonState; discard?: ButtonState; confirmDiscard?: boolean }
interface ButtonState { label: string; disabled: boolean; loading: boolean }

export interface SaveBar {
  /** True when there is nothing unsaved, or the merchant lets it go. */
  confirmLeave(): Promise<boolean>;
}

/** The contextual save bar in the top bar; while it is open the merchant is asked before the page is left. */
export function createSaveBar(connection: Connection): SaveBar {
  const place = document.getElementById("bar-center")!;
  const save = element("button", { type: "button", className: "primary" });
  const discard = element("button", { type: "button" });
  const bar = element("div", { className: "save-bar" }, element("span", { textContent: "Unsaved changes" }), discard, save);
  let state: State = { open: false };

  save.addEventListener("click", () => connection.send("save-bar-save"));
  discard.addEventListener("click", async () => {
    const sure = !state.confirmDiscard || await confirmDialog({ title: "Discard all unsaved changes", text: "If you discard changes, you'll delete any edits you made since you last saved.", yes: "Discard changes", no: "Continue editing", critical: true });
    if (sure) connection.send("save-bar-discard");
  });
  connection.on("save-bar", (next: State) => {
    state = next;
    if (!state.open) return bar.remove();
    paint(save, state.save!);
    paint(discard, state.discard!);
    if (!bar.isConnected) place.append(bar);
  });
  connection.on("ready", (_payload, fromMain) => { if (fromMain) { state = { open: false }; bar.remove(); } });
  window.addEventListener("beforeunload", (event) => { if (state.open) event.preventDefault(); });

  return {
    confirmLeave: async () => {
      if (!state.open) return true;
      bar.classList.add("shake");
      setTimeout(() => bar.classList.remove("shake"), 500);
      const leaves = await confirmDialog({ title: "Leave page with unsaved changes?", text: "Leaving this page will delete all unsaved changes.", yes: "Leave page", no: "Stay", critical: true });
      if (leaves) { state = { open: false }; bar.remove(); }
      return leaves;
    },
  };
}

function paint(button: HTMLButtonElement, { label, disabled, loading }: ButtonState): void {
  button.textContent = loading ? `${label}…` : label;
  button.disabled = disabled || loading;
  button.ariaBusy = String(loading);
}
