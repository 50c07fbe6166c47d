import { announce } from "./announce";
import type { Host } from "./host";

interface ModalElement extends HTMLElement { show(): Promise<void>; hide(): Promise<void>; toggle(): Promise<void> }
export interface ModalApi { show(id: string): Promise<void>; hide(id: string): Promise<void>; toggle(id: string): Promise<void> }

/** `ui-modal` and `s-app-window`: a native dialog over the page; the frame dims what lies around it. */
export function createModals(host: Host): { api: ModalApi } {
  for (const [name, fixed] of [["ui-modal", null], ["s-app-window", "max"]] as const) {
    if (!customElements.get(name)) customElements.define(name, modalClass(host, fixed));
  }
  const element = (id: string) => {
    const found = document.getElementById(id);
    if (!(found && "toggle" in found)) throw new Error(`shopify.modal: no ui-modal has the id ${id}`);
    return found as ModalElement;
  };
  return { api: { show: async (id) => element(id).show(), hide: async (id) => element(id).hide(), toggle: async (id) => element(id).toggle() } };
}

function modalClass(host: Host, fixedVariant: string | null) {
  return class UiModal extends HTMLElement {
    #content: HTMLElement | null = null;
    #dialog: HTMLDialogElement | null = null;
    get variant(): string { return fixedVariant ?? this.getAttribute("variant") ?? "base"; }
    set variant(value: string) { this.setAttribute("variant", value); }
    get src(): string | null { return this.getAttribute("src"); }
    set src(value: string | null) { this.setAttribute("src", value ?? ""); }
    /** What React renders the modal's children into; made when first asked for, so that hydration finds nothing unknown. */
    get content(): HTMLElement | null {
      if (this.src) return null;
      return (this.#content ??= Object.assign(document.createElement("div"), { className: "sandbox-modal-content" }));
    }
    get contentWindow(): Window | null { return this.#dialog?.querySelector("iframe")?.contentWindow ?? null; }
    async show(): Promise<void> {
      if (this.#dialog) return;
      this.#dialog = buildDialog(this, this.#body(), () => void this.hide());
      document.body.append(this.#dialog);
      this.#dialog.showModal();
      host.send("modal", { open: true, variant: this.variant });
      void announce(this, "show");
    }
    async hide(): Promise<void> {
      if (!this.#dialog) return;
      this.#dialog.close();
      this.#dialog.remove();
      this.#dialog = null;
      host.send("modal", { open: false });
      void announce(this, "hide");
    }
    async toggle(): Promise<void> { return this.#dialog ? this.hide() : this.show(); }
    disconnectedCallback(): void { void this.hide(); }
    #body(): HTMLElement {
      if (this.src) return Object.assign(document.createElement("iframe"), { src: this.src, title: titleOf(this) });
      const content = this.content!;
      const own = [...this.childNodes].filter((node) => !(node instanceof Element && (node.matches("ui-title-bar, ui-save-bar") || node.childNodes.length === 0)));
      if (content.childNodes.length === 0) content.append(...own);
      return content;
    }
  };
}

function titleOf(modal: HTMLElement): string {
  return modal.querySelector("ui-title-bar")?.getAttribute("title") ?? "";
}

function buildDialog(modal: HTMLElement & { variant: string }, body: HTMLElement, close: () => void): HTMLDialogElement {
  const dialog = Object.assign(document.createElement("dialog"), { className: `sandbox-modal sandbox-modal--${modal.variant}` });
  dialog.setAttribute("aria-label", titleOf(modal));
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(); });
  const head = document.createElement("header");
  const closer = button("✕", close);
  closer.setAttribute("aria-label", "Close");
  head.append(Object.assign(document.createElement("h2"), { textContent: titleOf(modal) }), closer);
  dialog.append(head, body);
  const actions = [...modal.querySelectorAll<HTMLElement>("ui-title-bar button, ui-title-bar a")];
  if (actions.length > 0) {
    const foot = document.createElement("footer");
    foot.append(...actions.reverse().map((action) => mirror(action)));
    dialog.append(foot);
  }
  return dialog;
}

/** A button that looks like, follows and clicks one of the title bar. */
function mirror(action: HTMLElement): HTMLButtonElement {
  const copy = button("", () => action.click());
  const follow = () => {
    copy.textContent = action.textContent;
    copy.className = [action.getAttribute("variant"), action.getAttribute("tone")].filter(Boolean).join(" ");
    copy.disabled = action.hasAttribute("disabled") || action.hasAttribute("loading");
  };
  follow();
  new MutationObserver(follow).observe(action, { attributes: true, childList: true, characterData: true, subtree: true });
  return copy;
}

function button(text: string, clicked: () => void): HTMLButtonElement {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.addEventListener("click", clicked);
  return made;
}
