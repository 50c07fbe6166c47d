import { announce } from "./announce";
import type { Host } from "./host";

interface Bar { id: string; save(): void; discard(): void; describe(): { save: ButtonState; discard: ButtonState; confirmDiscard: boolean } }
interface ButtonState { label: string; disabled: boolean; loading: boolean }

export interface SaveBars { attach(): void; api: { show(id: string): Promise<void>; hide(id: string): Promise<void>; toggle(id: string): Promise<void>; leaveConfirmation(): Promise<void> } }

interface SaveBarElement extends HTMLElement { show(): Promise<void>; hide(): Promise<void>; toggle(): Promise<void> }

/** `ui-save-bar` elements and `<form data-save-bar>`: one bar at a time is shown in the frame's top bar. */
export function createSaveBars(host: Host): SaveBars {
  let shown: Bar | null = null;
  const tell = () => host.send("save-bar", shown ? { open: true, ...shown.describe() } : { open: false });
  const show = (bar: Bar) => { shown = bar; tell(); };
  const hide = (bar: { id: string }) => { if (shown?.id === bar.id) { shown = null; tell(); } };

  host.on("save-bar-save", () => shown?.save());
  host.on("save-bar-discard", () => shown?.discard());
  defineElement({ show, hide, changed: (id) => { if (shown?.id === id) tell(); }, isShown: (id) => shown?.id === id });

  const element = (id: string) => {
    const found = document.getElementById(id);
    if (!(found && "show" in found)) throw new Error(`shopify.saveBar: no ui-save-bar has the id ${id}`);
    return found as SaveBarElement;
  };
  return {
    attach: () => { shown = null; watchForms(show, hide); },
    api: {
      show: async (id) => element(id).show(), hide: async (id) => element(id).hide(), toggle: async (id) => element(id).toggle(),
      leaveConfirmation: async () => {
        if (!shown) return;
        const leaves = await host.ask<boolean>("confirm-leave");
        if (!leaves) return new Promise<void>(() => undefined);
        shown = null;
        tell();
      },
    },
  };
}

interface Control { show(bar: Bar): void; hide(bar: { id: string }): void; changed(id: string): void; isShown(id: string): boolean }

function defineElement(control: Control): void {
  if (customElements.get("ui-save-bar")) return;
  customElements.define("ui-save-bar", class UiSaveBar extends HTMLElement {
    readonly #key = crypto.randomUUID();
    #watch: MutationObserver | null = null;
    get showing(): boolean { return control.isShown(this.#key); }
    get discardConfirmation(): boolean { return isOn(this, "discardconfirmation") || isOn(this, "discard-confirmation"); }
    async show(): Promise<void> {
      if (this.showing) return;
      control.show(this.#bar());
      this.#watch = new MutationObserver(() => control.changed(this.#key));
      this.#watch.observe(this, { subtree: true, childList: true, attributes: true, characterData: true });
      void announce(this, "show");
    }
    async hide(): Promise<void> {
      if (!this.showing) return;
      this.#watch?.disconnect();
      control.hide({ id: this.#key });
      void announce(this, "hide");
    }
    async toggle(): Promise<void> { return this.showing ? this.hide() : this.show(); }
    disconnectedCallback(): void { void this.hide(); }
    #bar(): Bar {
      const buttons = () => [...this.querySelectorAll("button")];
      const save = () => buttons().find((button) => button.getAttribute("variant") === "primary");
      const discard = () => buttons().find((button) => button.getAttribute("variant") !== "primary");
      return {
        id: this.#key, save: () => save()?.click(), discard: () => discard()?.click(),
        describe: () => ({ save: stateOf(save(), "Save"), discard: stateOf(discard(), "Discard"), confirmDiscard: this.discardConfirmation }),
      };
    }
  });
}

function watchForms(show: (bar: Bar) => void, hide: (bar: { id: string }) => void): void {
  const keys = new WeakMap<HTMLFormElement, string>();
  const formOf = (event: Event) => (event.target as Element | null)?.closest<HTMLFormElement>("form[data-save-bar]") ?? null;
  const keyOf = (form: HTMLFormElement) => keys.get(form) ?? keys.set(form, crypto.randomUUID()).get(form)!;
  const dirty = (event: Event) => {
    const form = formOf(event);
    if (form) show(barOfForm(form, keyOf(form)));
  };
  const clean = (event: Event) => {
    const form = formOf(event);
    if (form) hide({ id: keyOf(form) });
  };
  document.addEventListener("input", dirty);
  document.addEventListener("change", dirty);
  document.addEventListener("reset", clean);
  document.addEventListener("submit", clean);
}

function barOfForm(form: HTMLFormElement, id: string): Bar {
  const state = (label: string) => ({ label, disabled: false, loading: false });
  return {
    id, save: () => form.requestSubmit(), discard: () => form.reset(),
    describe: () => ({ save: state("Save"), discard: state("Discard"), confirmDiscard: form.hasAttribute("data-discard-confirmation") }),
  };
}

function stateOf(button: Element | undefined, label: string): ButtonState {
  return { label: button?.textContent?.trim() || label, disabled: isOn(button, "disabled"), loading: isOn(button, "loading") };
}

function isOn(element: Element | undefined, name: string): boolean {
  return Boolean(element?.hasAttribute(name)) && element!.getAttribute(name) !== "false";
}
