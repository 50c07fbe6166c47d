import { createRemoteElement, RemoteEvent } from "@remote-dom/core/elements";
import type { PropertyType } from "../../declared-interfaces";
import type { Surface } from "../../derive-surface";

const TYPES = { string: String, number: Number, boolean: Boolean, object: Object };

/** True while an event's own values are written into the element it came from. */
export const quietly = { now: false };

/** What an event brings: the new values of its element, and members of the event itself (`newState`). */
export interface EventDetail { properties?: Record<string, unknown>; event?: Record<string, unknown> }

/** Every element of the surface as a remote one: what is set on it, the page's element of that name gets. */
export function defineRemoteElements({ elements }: Surface): void {
  for (const [tag, { properties, events }] of Object.entries(elements)) {
    const definition = createRemoteElement({
      properties: Object.fromEntries(Object.entries(properties).filter(([name]) => name !== "id").map(([name, type]) => [name, { type: TYPES[type as PropertyType] }])),
      attributes: ["id"], events: Object.fromEntries(events.map((event) => [event, { dispatchEvent: eventOf(event) }])),
      methods: ["focus", "blur", "showOverlay", "hideOverlay", "toggleOverlay"],
    } as Parameters<typeof createRemoteElement>[0]);
    customElements.define(tag, definition as unknown as CustomElementConstructor);
  }
}

/** The event as the extension's listener gets it, with `event.currentTarget.value` already the new one. */
function eventOf(type: string) {
  return function (this: Element, detail?: EventDetail): Event {
    quietly.now = true;
    try {
      Object.assign(this, detail?.properties ?? {});
    } finally {
      quietly.now = false;
    }
    return Object.assign(new RemoteEvent(type, { detail }), detail?.event ?? {});
  };
}
