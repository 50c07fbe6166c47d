import type { EventDetail } from "../worker/remote-elements";

/**
 * Draws an element once into its shadow and returns what brings it up to date when a property changed. It writes attributes of
 * the element (`put`), never its properties: those are the extension's, and a change of one draws again.
 */
export type Look = (host: HostElement) => (() => void) | void;

/** An element of an extension as the sandbox shows it: properties as Shopify's package declares them, its own look, events that travel back to the worker. */
export class HostElement extends HTMLElement {
  readonly shadow = this.attachShadow({ mode: "open", delegatesFocus: true });
  /** What the extension set, by property. Members of this class are named so that no property of any element is called like them. */
  readonly given: Record<string, unknown> = {};
  private paint: (() => void) | null = null;
  private waiting = false;

  /** Called by the class of each tag, once its properties are in place. */
  dress(look: Look, sheet: CSSStyleSheet): void {
    this.shadow.adoptedStyleSheets = [sheet];
    this.paint = look(this) ?? null;
    this.changed();
  }

  /** Brings the look up to date after everything that changes now has changed. */
  changed(): void {
    if (this.waiting || !this.paint) return;
    this.waiting = true;
    queueMicrotask(() => {
      this.waiting = false;
      this.paint?.();
    });
  }

  word(name: string): string {
    const value = this.given[name];
    return value === undefined || value === null || value === false ? "" : String(value);
  }

  isSet(name: string): boolean {
    const value = this.given[name];
    return value === true || value === "" || value === "true";
  }

  /** Tells the worker's element; `properties` are its new values there. */
  emit(type: string, detail: EventDetail = {}): void {
    for (const [name, value] of Object.entries(detail.properties ?? {})) this.given[name] = value;
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** The tree this element stands in: ids of one extension do not reach another's. */
  get extensionRoot(): HTMLElement {
    return this.closest<HTMLElement>("[data-extension]") ?? document.body;
  }

  /** A command of a button (`--show`, `--hide`, `--toggle`, `--copy`); elements that know some replace this. */
  runCommand: (command: string) => void = () => undefined;
  showOverlay = (): void => this.runCommand("--show");
  hideOverlay = (): void => this.runCommand("--hide");
  toggleOverlay = (): void => this.runCommand("--toggle");
}

type Attributes = Record<string, string | boolean | EventListener>;

/** An element for a look: attributes as text, `true` for present ones, listeners as `onclick`. */
export function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Sets or takes away an attribute by its value. */
export function put(element: Element, name: string, value: string | boolean): void {
  if (value === false || value === "") element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : value);
}

export function slot(name?: string): HTMLSlotElement {
  return make("slot", name ? { name } : {});
}
