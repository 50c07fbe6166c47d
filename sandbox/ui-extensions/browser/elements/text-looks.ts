import { type HostElement, type Look, make, put, slot } from "./host-element";
import { levelOf } from "./layout-looks";

const TONES = new Set(["info", "success", "warning", "critical", "neutral", "custom"]);

function tone(host: HostElement): void {
  host.classList.forEach((name) => { if (name.startsWith("tone-")) host.classList.remove(name); });
  if (TONES.has(host.word("tone"))) host.classList.add(`tone-${host.word("tone")}`);
  host.classList.toggle("subdued", host.word("color") === "subdued");
  for (const name of ["lang", "dir"]) put(host, name, host.word(name) === "auto" ? "" : host.word(name));
  put(host, "aria-hidden", host.word("accessibilityVisibility") === "hidden" ? "true" : "");
  host.classList.toggle("only-read", host.word("accessibilityVisibility") === "exclusive");
}

const TYPES = ["strong", "small", "emphasis", "address", "mark", "offset", "redundant", "generic"];

const text: Look = (host) => {
  host.shadow.append(slot());
  return () => {
    tone(host);
    for (const type of TYPES) host.classList.toggle(type, host.word("type") === type);
    put(host, "hidden", host.word("display") === "none");
  };
};

const heading: Look = (host) => {
  host.shadow.append(slot());
  return () => {
    const plain = host.word("accessibilityRole") === "presentation" || host.word("accessibilityRole") === "none";
    put(host, "role", plain ? "presentation" : "heading");
    put(host, "aria-level", plain ? "" : String(levelOf(host)));
  };
};

const badge: Look = (host) => {
  host.shadow.append(make("span", { class: "badge" }, slot()));
  return () => tone(host);
};

const time: Look = (host) => {
  const element = make("time", {}, slot());
  host.shadow.append(element);
  return () => put(element, "datetime", host.word("dateTime"));
};

const abbreviation: Look = (host) => {
  const element = make("abbr", {}, slot());
  host.shadow.append(element);
  return () => put(element, "title", host.word("title"));
};

export const textLooks: Record<string, Look> = { "s-text": text, "s-paragraph": text, "s-heading": heading, "s-badge": badge, "s-time": time, "s-abbreviation": abbreviation, "s-chip": badge };
