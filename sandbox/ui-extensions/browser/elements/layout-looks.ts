import { type HostElement, type Look, make, put, slot } from "./host-element";
import { border, radius, responsive, sizes } from "./sizes";

const BACKGROUNDS: Record<string, string> = { base: "#fff", subdued: "#f6f4ee", strong: "#e9e6dc", transparent: "transparent" };
const LENGTHS = ["inlineSize", "blockSize", "minInlineSize", "minBlockSize", "maxInlineSize", "maxBlockSize"];
const css = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What boxes of every kind take: padding, background, border, size. Written on the element itself, so that children lie in its own box. */
export function paintBox(host: HostElement): void {
  const { style } = host;
  const set = (name: string, value: string) => (value === "" ? style.removeProperty(name) : style.setProperty(name, value));
  for (const side of ["", "Block", "Inline", "BlockStart", "BlockEnd", "InlineStart", "InlineEnd"]) set(css(`padding${side}`), sizes(responsive(host, host.text(`padding${side}`))));
  for (const name of LENGTHS) set(css(name), host.text(name));
  set("background", BACKGROUNDS[host.text("background")] ?? "");
  set("border", border(host.text("border")));
  if (host.text("borderWidth")) set("border-width", sizes(host.text("borderWidth").replace(/\bbase\b/g, "1px").replace(/\blarge\b/g, "2px")));
  if (host.text("borderStyle") && host.text("borderStyle") !== "auto") set("border-style", host.text("borderStyle"));
  set("border-radius", radius(host.text("borderRadius")));
  set("overflow", host.text("overflow") === "hidden" ? "hidden" : "");
  if (responsive(host, host.text("display")) === "none") style.display = "none";
  else if (style.display === "none") style.removeProperty("display");
  describe(host);
}

const ROLES: Record<string, string> = { section: "region", aside: "complementary", "ordered-list": "list", "unordered-list": "list", "list-item": "listitem", separator: "separator", status: "status", alert: "alert", header: "banner", footer: "contentinfo", main: "main", navigation: "navigation" };

function describe(host: HostElement): void {
  put(host, "role", ROLES[host.text("accessibilityRole")] ?? "");
  put(host, "aria-label", host.text("accessibilityLabel"));
  put(host, "aria-hidden", host.text("accessibilityVisibility") === "hidden" ? "true" : "");
  host.classList.toggle("only-read", host.text("accessibilityVisibility") === "exclusive");
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
  const inline = responsive(host, host.text("direction")) === "inline";
  const gap = sizes(responsive(host, host.text("gap") || "none"));
  Object.assign(host.style, {
    flexDirection: inline ? "row" : "column", flexWrap: inline ? "wrap" : "nowrap", gap, justifyContent: place(host.text("justifyContent")), alignItems: place(host.text("alignItems")) || (inline ? "center" : ""), alignContent: place(host.text("alignContent")),
  });
  if (host.text("rowGap")) host.style.rowGap = sizes(responsive(host, host.text("rowGap")));
  if (host.text("columnGap")) host.style.columnGap = sizes(responsive(host, host.text("columnGap")));
}

function grid(host: HostElement): void {
  stack(host);
  Object.assign(host.style, {
    gridTemplateColumns: responsive(host, host.text("gridTemplateColumns")), gridTemplateRows: responsive(host, host.text("gridTemplateRows")), justifyItems: place(host.text("justifyItems")), alignItems: place(host.text("alignItems")),
    placeItems: host.text("placeItems"), placeContent: host.text("placeContent"),
  });
}

function gridItem(host: HostElement): void {
  host.style.gridColumn = responsive(host, host.text("gridColumn"));
  host.style.gridRow = responsive(host, host.text("gridRow"));
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
    heading.textContent = host.text("heading");
    heading.hidden = heading.textContent === "";
    heading.setAttribute("aria-level", String(levelOf(host)));
    put(region, "aria-label", host.text("accessibilityLabel") || host.text("heading"));
    region.classList.toggle("flush", host.text("padding") === "none");
  };
};

const page: Look = (host) => {
  const heading = make("h1");
  const sub = make("p", { class: "subdued" });
  host.shadow.append(make("div", { class: "page-head" }, slot("breadcrumb-actions"), make("div", { class: "titles" }, heading, sub), make("div", { class: "actions" }, slot("secondary-actions"), slot("primary-action"))), make("div", { class: "page-body" }, slot()));
  return () => {
    heading.textContent = host.text("heading");
    sub.textContent = host.text("subheading");
    sub.hidden = sub.textContent === "";
    host.style.maxInlineSize = host.text("inlineSize") === "large" ? "1200px" : "";
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
  "s-divider": (host) => { host.setAttribute("role", "separator"); return () => put(host, "aria-orientation", host.text("direction") === "inline" ? "horizontal" : host.text("direction") === "block" ? "vertical" : "horizontal"); },
  "s-button-group": (host) => { host.setAttribute("role", "group"); host.shadow.append(make("div", { class: "actions" }, slot("secondary-actions"), slot("primary-action"), slot())); },
  "s-image-group": (host) => { host.shadow.append(make("div", { class: "actions" }, slot())); },
  "s-customer-account-action": (host) => {
    const heading = make("div", { class: "heading", role: "heading", "aria-level": "2" });
    host.shadow.append(make("section", { class: "section" }, heading, slot(), make("div", { class: "actions" }, slot("secondary-actions"), slot("primary-action"))));
    return () => { heading.textContent = host.text("heading"); };
  },
};
