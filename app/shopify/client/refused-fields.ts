/** Fields the product can do without, and the feature that rests on each. */
const FEATURE_OF: Readonly<Record<string, string>> = {
  disputes: "disputes", product: "product_rules", variant: "product_rules", email: "contacts", defaultEmailAddress: "contacts", firstName: "contacts", lastName: "contacts",
};
/** Then it is asked for again: what was refused may have been granted since. */
const REMEMBERED_MS = 10 * 60_000;

interface Known { until: number; told: boolean }
const refused = new Map<string, Map<string, Known>>();

/**
 * Notes what Shopify refused to show of a shop.
 * @returns true when asking again without it is worth while: the product can do without every one of the fields, and one of them is news.
 */
export function learnRefused(shop: string, fields: readonly string[], nowMs: number): boolean {
  const known = refused.get(shop) ?? new Map<string, Known>();
  if (fields.length === 0 || !fields.every((field) => Object.hasOwn(FEATURE_OF, field))) return false;
  const news = fields.filter((field) => !isKnown(known.get(field), nowMs));
  for (const field of news) known.set(field, { until: nowMs + REMEMBERED_MS, told: false });
  refused.set(shop, known);
  return news.length > 0;
}

/** Scopes of the shop have changed. */
export const forgetRefused = (shop: string): boolean => refused.delete(shop);

/** The features that are off for what was refused and was not told yet. */
export function featuresRefused(shop: string): string[] {
  const untold = [...(refused.get(shop) ?? [])].filter(([, known]) => !known.told);
  for (const [, known] of untold) known.told = true;
  return [...new Set(untold.map(([field]) => FEATURE_OF[field]!))];
}

/** The document without what is known to be refused. `all`: without everything the product can do without, for where Shopify does not say what it refused. */
export function withoutRefused(shop: string, document: string, { all, nowMs }: { all?: boolean; nowMs: number }): string {
  const known = refused.get(shop);
  if (!all && !known) return document;
  return Object.keys(FEATURE_OF).filter((field) => all || isKnown(known?.get(field), nowMs)).reduce(withoutField, document);
}

const isKnown = (known: Known | undefined, nowMs: number) => known !== undefined && known.until > nowMs;

/** Takes a field with its arguments and its selection out of a document of ours. */
function withoutField(document: string, field: string): string {
  const found = new RegExp(`(?<![\\w$.:])${field}(?![\\w:])\\s*`).exec(document);
  if (!found) return document;
  const end = afterPair(document, afterPair(document, found.index + found[0].length, "()"), "{}");
  return document.slice(0, found.index) + withoutField(document.slice(end), field);
}

function afterPair(text: string, at: number, [open, close]: string): number {
  if (text[at] !== open) return at;
  for (let depth = 0, i = at; i < text.length; i++) {
    if (text[i] === open) depth++;
    if (text[i] === close && --depth === 0) return i + 1 + (/^\s*/.exec(text.slice(i + 1))![0].length);
  }
  return text.length;
}
