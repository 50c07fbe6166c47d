import type { HostElement } from "./host-element";

const STEPS: Record<string, number> = { none: 0, "small-500": 2, "small-400": 4, "small-300": 6, "small-200": 8, "small-100": 10, small: 12, base: 16, large: 20, "large-100": 24, "large-200": 28, "large-300": 32, "large-400": 40, "large-500": 48 };
const RADII: Record<string, string> = { none: "0", small: "4px", "small-100": "3px", "small-200": "2px", base: "8px", large: "12px", "large-100": "16px", "large-200": "20px", max: "999px" };

/** Shopify's size words as CSS lengths, one to four of them; lengths and fractions stay as they are. */
export function sizes(value: string): string {
  return value.split(/\s+/).map((word) => (word in STEPS ? `${STEPS[word]}px` : word)).join(" ");
}

export function radius(value: string): string {
  return value.split(/\s+/).map((word) => RADII[word] ?? word).join(" ");
}

/** `base`, `base subdued`, `large strong dashed`: width, color and style of a border. */
export function border(value: string): string {
  if (value === "" || value === "none") return "";
  const words = value.split(/\s+/);
  const width = words.some((word) => word.startsWith("large")) ? "2px" : "1px";
  const color = words.includes("strong") ? "#8b8f85" : words.includes("subdued") ? "#ebe9e1" : "#d6d3c8";
  return `${width} ${["dashed", "dotted"].find((style) => words.includes(style)) ?? "solid"} ${color}`;
}

/**
 * A value that depends on the width around it, `@container (inline-size > 500px) 1fr 1fr, 1fr`, as it is now. The element is
 * painted again when that width changes.
 */
export function responsive(host: HostElement, value: string): string {
  const match = /^@container(?:\s+[\w-]+)?\s*\((?:inline-size|width)\s*(>=?|<=?)\s*(\d+)px\)\s*(.+?),\s*(.+)$/.exec(value);
  if (!match) return value;
  const container = host.closest<HTMLElement>("s-query-container") ?? host.extensionRoot;
  follow(host, container);
  const width = container.clientWidth;
  const edge = Number(match[2]);
  const holds = match[1] === ">" ? width > edge : match[1] === ">=" ? width >= edge : match[1] === "<" ? width < edge : width <= edge;
  return (holds ? match[3]! : match[4]!).replace(/^\((.*)\)$/, "$1");
}

const followed = new WeakSet<HostElement>();

function follow(host: HostElement, container: HTMLElement): void {
  if (followed.has(host)) return;
  followed.add(host);
  new ResizeObserver(() => host.changed()).observe(container);
}
