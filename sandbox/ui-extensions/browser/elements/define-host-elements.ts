import type { Surface } from "../../derive-surface";
import { actionLooks } from "./action-looks";
import { choiceLooks } from "./choice-looks";
import { feedbackLooks } from "./feedback-looks";
import { fieldLooks } from "./field-looks";
import { HostElement, type Look, slot } from "./host-element";
import { layoutLooks } from "./layout-looks";
import { mediaLooks } from "./media-looks";
import { overlayLooks } from "./overlay-looks";
import { STYLE } from "./style";
import { textLooks } from "./text-looks";

const LOOKS: Record<string, Look> = { ...layoutLooks, ...textLooks, ...actionLooks, ...fieldLooks, ...choiceLooks, ...feedbackLooks, ...overlayLooks, ...mediaLooks };
/** An element without a look of its own is a plain block around its children. */
const PLAIN: Look = (host) => { host.shadow.append(slot()); };

/** Every element of a surface as a custom element of this page, with the properties that Shopify's package declares. */
export function defineHostElements({ elements }: Surface): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  for (const [tag, { properties }] of Object.entries(elements)) customElements.define(tag, hostClass(Object.keys(properties), LOOKS[tag] ?? PLAIN, sheet));
}

function hostClass(properties: string[], look: Look, sheet: CSSStyleSheet): CustomElementConstructor {
  const made = class extends HostElement {
    private dressed = false;
    // Attributes may only be set once the element is in a page, which is the earliest moment it has a look.
    connectedCallback(): void {
      if (!this.dressed) this.dress(look, sheet);
      this.dressed = true;
      this.changed();
    }
  };
  for (const name of properties.filter((property) => property !== "id")) {
    Object.defineProperty(made.prototype, name, {
      configurable: true,
      get(this: HostElement) { return this.given[name]; },
      set(this: HostElement, value: unknown) { this.given[name] = value; this.changed(); },
    });
  }
  return made;
}
