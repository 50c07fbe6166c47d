import { type HostElement, type Look, make, put, slot } from "./host-element";
import { paintBox } from "./layout-looks";
import { linkAddress } from "./link-address";

/** Presses: the command of a button or a link goes to the element of that id in the same extension. */
function runCommandOf(host: HostElement): void {
  const id = host.word("commandFor");
  const target = id ? host.extensionRoot.querySelector<HostElement>(`#${CSS.escape(id)}`) : null;
  const command = host.word("command") || "--auto";
  if (command !== "--none") target?.runCommand?.(command);
}

/** Hovering or focusing shows the tooltip it is interested in. */
function showInterest(host: HostElement): void {
  const tell = (command: string) => () => {
    const id = host.word("interestFor");
    if (id) host.extensionRoot.querySelector<HostElement>(`#${CSS.escape(id)}`)?.runCommand?.(command);
  };
  for (const type of ["mouseenter", "focusin"]) host.addEventListener(type, tell("--show"));
  for (const type of ["mouseleave", "focusout"]) host.addEventListener(type, tell("--hide"));
}

/** A button, or a link when it has an address. Both tell of their press before they act. */
function pressable(classes: string, more: (host: HostElement, element: HTMLElement) => void = () => undefined): Look {
  return (host) => {
    let element: HTMLElement | null = null;
    showInterest(host);
    const press = (event: Event) => {
      event.stopPropagation();
      if (host.isSet("loading") || host.isSet("disabled")) return event.preventDefault();
      host.emit("click");
      if (host.word("commandFor")) runCommandOf(host);
      else if (!host.word("href") && host.word("type") === "submit") host.closest<HostElement>("s-form")?.runCommand("--submit");
    };
    return () => {
      const address = host.word("href") ? linkAddress(host.word("href"), host) : "";
      if (element?.localName !== (address ? "a" : "button")) {
        element?.remove();
        element = host.shadow.appendChild(address ? make("a", { onclick: press }, slot()) : make("button", { type: "button", onclick: press }, slot()));
      }
      element.className = `${classes} ${host.word("variant")} tone-${host.word("tone") || "auto"} ${host.isSet("loading") ? "loading" : ""}`;
      if (address) put(element, "href", host.isSet("disabled") ? "" : address);
      put(element, "target", host.word("target") === "_blank" ? "_blank" : "");
      put(element, "rel", host.word("target") === "_blank" ? "noopener" : "");
      put(element, "aria-label", host.word("accessibilityLabel"));
      put(element, "aria-busy", host.isSet("loading") ? "true" : "");
      if (element instanceof HTMLButtonElement) element.disabled = host.isSet("disabled");
      more(host, element);
    };
  };
}

const pressButton: Look = (host) => {
  const button = make("button", { type: "button", class: "button secondary", onclick: (event: Event) => {
    event.stopPropagation();
    host.emit("click", { properties: { pressed: !host.isSet("pressed") } });
    host.changed();
  } }, slot());
  host.shadow.append(button);
  if (host.given.pressed === undefined) queueMicrotask(() => { if (host.isSet("defaultPressed")) { host.given.pressed = true; host.changed(); } });
  return () => {
    put(button, "aria-pressed", String(host.isSet("pressed")));
    put(button, "aria-label", host.word("accessibilityLabel"));
    button.disabled = host.isSet("disabled") || host.isSet("loading");
  };
};

const form: Look = (host) => {
  host.shadow.append(slot());
  host.setAttribute("role", "form");
  host.runCommand = () => { if (!host.isSet("disabled")) host.emit("submit"); };
  host.addEventListener("keydown", (event) => {
    const from = event.composedPath()[0];
    if (event.key === "Enter" && from instanceof HTMLInputElement && from.type !== "checkbox") host.runCommand("--submit");
  });
};

const removableChip: Look = (host) => {
  const chip = make("button", { type: "button", class: "chip", onclick: (event: Event) => { event.stopPropagation(); host.emit("click"); } }, slot());
  const remove = make("button", { type: "button", class: "chip-remove", "aria-label": "Remove", onclick: (event: Event) => { event.stopPropagation(); host.emit("remove"); } }, "✕");
  host.shadow.append(chip, remove);
  return () => {
    chip.disabled = remove.disabled = host.isSet("disabled");
    remove.hidden = !host.isSet("removable");
    put(host, "hidden", host.isSet("hidden"));
    put(chip, "aria-label", host.word("accessibilityLabel"));
  };
};

export const actionLooks: Record<string, Look> = {
  "s-button": pressable("button", (host, element) => { host.style.inlineSize = element.style.inlineSize = host.word("inlineSize") === "fill" ? "100%" : ""; }),
  "s-link": pressable("link"), "s-clickable": pressable("clickable", (host) => paintBox(host)), "s-press-button": pressButton, "s-form": form, "s-clickable-chip": removableChip,
};
