import { hooks } from "@remote-dom/core/polyfill";
import type { Surface } from "../../derive-surface";
import type { Report } from "../../protocol";

type Tell = (kind: Report["kind"], message: string) => void;
/** Attributes of any element. */
const COMMON = new Set(["id", "slot", "key"]);

/** Reports elements, attributes and events that Shopify's package does not declare: here they would pass, there they would do nothing. */
export function watchDocument({ elements, targets }: Surface, target: string, report: Tell): void {
  const allowed = new Set(targets[target] ?? Object.keys(elements));
  const told = new Set<string>();
  const once: Tell = (kind, message) => {
    if (!told.has(message)) report(kind, message);
    told.add(message);
  };
  const names = new Map(Object.entries(elements).map(([tag, { properties }]) => [tag, new Set(Object.keys(properties).map(plainName))]));
  before("createElement", (element) => {
    const tag = element.localName;
    if (allowed.has(tag) || tag === "remote-root") return;
    once("unknown-element", tag in elements ? `<${tag}> is not taken at ${target}` : `<${tag}> is no element of @shopify/ui-extensions`);
  });
  before("setAttribute", (element, name) => {
    const known = names.get(element.localName);
    if (known && !COMMON.has(name) && !known.has(plainName(name))) once("unknown-attribute", `<${element.localName}> has no attribute ${name}`);
  });
  before("addEventListener", (element, type) => {
    const described = elements[(element as Element).localName ?? ""];
    if (described && !described.events.includes(type)) once("unknown-event", `<${(element as Element).localName}> has no event ${type}`);
  });
}

/** `accessibilityLabel`, `accessibility-label` and `accessibilitylabel` are one name. */
function plainName(name: string): string {
  return name.replace(/-/g, "").toLowerCase();
}

function before<Name extends keyof typeof hooks>(name: Name, look: (...args: Parameters<NonNullable<(typeof hooks)[Name]>>) => void): void {
  const then = hooks[name] as ((...args: unknown[]) => void) | undefined;
  (hooks as Record<string, unknown>)[name] = (...args: unknown[]) => {
    look(...(args as Parameters<NonNullable<(typeof hooks)[Name]>>));
    then?.(...args);
  };
}
