import { type HostElement, type Look, make, put, slot } from "./host-element";
import { border, radius, responsive, sizes } from "./sizes";

const BACKGROUNDS: Record<string, string> = { base: "#fff", subdued: "#f6f4ee", strong: "#e9e6dc", transparent: "transparent" };
const LENGTHS = ["inlineSize", "blockSize", "minInlineSize", "minBlockSize", "maxInlineSize", "maxBlockSize"];
const css = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What boxes of every kind take: padding, background, border, size. Written on the element itself, so that children lie in its own box. */
export function paintBox(host: HostElement): void {
  const { style } = host;
  const set = (name: string, value: string) => (value === "" ? style.removeProperty(name) : style.setProperty(name, value));
  for (const side of ["", "Block", "Inline", "BlockStart", "BlockEnd", "InlineStart", "InlineEnd"]) set(css(`padding${side}`), sizes(responsive(host, host.word(`padding${side}`))));
  for (const name of LENGTHS) set(css(name), host.word(name));
  set("background", BACKGROUNDS[host.word("background")] ?? "");
  set("border", border(host.word("border")));
  if (host.word("borderWidth")) set("border-width", sizes(host.word("borderWidth").replace(/\bbase\b/g, "1px").replace(/\blarge\b/g, "2px")));
  if (host.word("borderStyle") && host.word("borderStyle") !== "auto") set("border-style", host.word("borderStyle"));
  set("border-radius", radius(host.word("borderRadius")));
  set("overflow", host.word("overflow") === "hidden" ? "hidden" : "");
  if (responsive(host, host.word("display")) === "none") style.display = "none";
  else if (style.display === "none") style.removeProperty("display");
  describe(host);
}

const ROLES: Record<string, string> = { section: "region", aside: "complementary", "ordered-list": "list", "unordered-list": "list", "list-item": "listitem", separator: "separator", status: "status", alert: "alert", header: "banner", footer: "contentinfo", main: "main", navigation: "navigation" };

function describe(host: HostElement): void {
  put(host, "role", ROLES[host.word("accessibilityRole")] ?? "");
  put(host, "aria-label", host.word("accessibilityLabel"));
  put(host, "aria-hidden", host.word("accessibilityVisibility") === "hidden" ? "true" : "");
  host.classList.toggle("only-read", host.word("accessibilityVisibility") === "exclusive");
}

function box(more: (host: HostElement) => void = () => undefined): Look {
  return (host) => {
    host.shadow.append(slot());
    return () => {
      paintBox(host);
      more(host);
    };
  };
}

const place = (value: string) => (value === "normal" ? "" : value);

function stack(host: HostElement): void {
  const inline = responsive(host, host.word("direction")) === "inline";
  const gap = sizes(responsive(host, host.word("gap") || "none"));
  Object.assign(host.style, {
    flexDirection: inline ? "row" : "column", flexWrap: inline ? "wrap" : "nowrap", gap, justifyContent: place(host.word("justifyContent")), alignItems: place(host.word("alignItems")) || (inline ? "center" : ""), alignContent: place(host.word("alignContent")),
  });
  if (host.word("rowGap")) host.style.rowGap = sizes(responsive(host, host.word("rowGap")));
  if (host.word("columnGap")) host.style.columnGap = sizes(responsive(host, host.word("columnGap")));
}

function grid(host: HostElement): void {
  stack(host);
  Object.assign(host.style, {
    gridTemplateColumns: responsive(host, host.word("gridTemplateColumns")), gridTemplateRows: responsive(host, host.word("gridTemplateRows")), justifyItems: place(host.word("justifyItems")), alignItems: place(host.word("alignItems")),
    placeItems: host.word("placeItems"), placeContent: host.word("placeContent"),
  });
}

function gridItem(host: HostElement): void {
  host.style.gridColumn = responsive(host, host.word("gridColumn"));
  host.style.gridRow = responsive(host, host.word("gridRow"));
}

/** Heading levels follow how deep a section lies. */
export function levelOf(host: HTMLElement): number {
  let level = 2;
  for (let at = host.parentElement?.closest("s-section, s-page"); at; at = at.parentElement?.closest("s-section, s-page")) level += 1;
  return Math.min(level, 6);
}

const section: Look = (host) => {
  const heading = make("div", { role: "heading", class: "heading" });
  const region = make("section", { class: "section" }, heading, slot());
  host.shadow.append(region);
  return () => {
    heading.textContent = host.word("heading");
    heading.hidden = heading.textContent === "";
    heading.setAttribute("aria-level", String(levelOf(host)));
    put(region, "aria-label", host.word("accessibilityLabel") || host.word("heading"));
    region.classList.toggle("flush", host.word("padding") === "none");
  };
};

const page: Look = (host) => {
  const heading = make("h1");
  const sub = make("p", { class: "subdued" });
  host.shadow.append(make("div", { class: "page-head" }, slot("breadcrumb-actions"), make("div", { class: "titles" }, heading, sub), make("div", { class: "actions" }, slot("secondary-actions"), slot("primary-action"))), make("div", { class: "page-body" }, slot()));
  return () => {
    heading.textContent = host.word("heading");
    sub.textContent = host.word("subheading");
    sub.hidden = sub.textContent === "";
    host.style.maxInlineSize = host.word("inlineSize") === "large" ? "1200px" : "";
  };
};

const list = (tag: "ul" | "ol"): Look => (host) => {
  host.setAttribute("role", "list");
  host.classList.add(tag);
  host.shadow.append(slot());
};

export const layoutLooks: Record<string, Look> = {
  "s-box": box(), "s-scroll-box": box((host) => { host.style.overflow = "auto"; }), "s-query-container": box(), "s-stack": box(stack), "s-grid": box(grid), "s-grid-item": box(gridItem),
  "s-section": section, "s-page": page, "s-unordered-list": list("ul"), "s-ordered-list": list("ol"),
  "s-list-item": (host) => { host.setAttribute("role", "listitem"); host.shadow.append(slot()); },
  "s-divider": (host) => { host.setAttribute("role", "separator"); return () => put(host, "aria-orientation", host.word("direction") === "inline" ? "horizontal" : host.word("direction") === "block" ? "vertical" : "horizontal"); },
  "s-button-group": (host) => { host.setAttribute("role", "group"); host.shadow.append(make("div", { class: "actions" }, slot("secondary-actions"), slot("primary-action"), slot())); },
  "s-image-group": (host) => { host.shadow.append(make("div", { class: "actions" }, slot())); },
  "s-customer-account-action": (host) => {
    const heading = make("div", { class: "heading", role: "heading", "aria-level": "2" });
    host.shadow.append(make("section", { class: "section" }, heading, slot(), make("div", { class: "actions" }, slot("secondary-actions"), slot("primary-action"))));
    return () => { heading.textContent = host.word("heading"); };
  },
};
