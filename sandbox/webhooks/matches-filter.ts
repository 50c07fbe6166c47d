type Node = { all: Node[] } | { any: Node[] } | { not: Node } | { path: string[]; operator: string; value: string };

const parsed = new Map<string, Node>();
const TOKEN = /\s*(\(|\)|-(?=\()|"[^"]*"|[^\s()"]+(?:"[^"]*")?)/y;

/**
 * Whether a payload passes a subscription's filter, in Shopify's search syntax: `field:value`, `field:>=10`, `field:*`,
 * `line_items.product_id:1`, joined by AND (or a space), OR, NOT, `-` and brackets. A list passes when any of its entries does.
 */
export function matchesFilter(payload: unknown, filter: string): boolean {
  let node = parsed.get(filter);
  if (!node) parsed.set(filter, (node = parseFilter(filter)));
  return holds(payload, node);
}

/** Throws with the place when the filter is not well formed. */
export function parseFilter(filter: string): Node {
  const tokens = tokensOf(filter);
  const state = { tokens, at: 0 };
  const node = parseAny(state, filter);
  if (state.at < tokens.length) throw new Error(`filter ${filter}: "${tokens[state.at]}" was not expected there`);
  return node;
}

function tokensOf(filter: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(filter); match; match = TOKEN.exec(filter)) tokens.push(match[1]!);
  return tokens;
}

type State = { tokens: string[]; at: number };

function parseAny(state: State, filter: string): Node {
  const options = [parseAll(state, filter)];
  while (state.tokens[state.at] === "OR") {
    state.at += 1;
    options.push(parseAll(state, filter));
  }
  return options.length === 1 ? options[0]! : { any: options };
}

function parseAll(state: State, filter: string): Node {
  const parts = [parseOne(state, filter)];
  while (state.at < state.tokens.length && state.tokens[state.at] !== "OR" && state.tokens[state.at] !== ")") {
    if (state.tokens[state.at] === "AND") state.at += 1;
    parts.push(parseOne(state, filter));
  }
  return parts.length === 1 ? parts[0]! : { all: parts };
}

function parseOne(state: State, filter: string): Node {
  const token = state.tokens[state.at++];
  if (token === undefined) throw new Error(`filter ${filter}: it ends too early, expected field:value`);
  if (token === "NOT" || token === "-") return { not: parseOne(state, filter) };
  if (token === "(") {
    const node = parseAny(state, filter);
    if (state.tokens[state.at++] !== ")") throw new Error(`filter ${filter}: a bracket is not closed`);
    return node;
  }
  if (token.startsWith("-")) return { not: termOf(token.slice(1), filter) };
  return termOf(token, filter);
}

function termOf(token: string, filter: string): Node {
  const match = /^([\w.]+):(>=|<=|>|<)?(.*)$/.exec(token);
  if (!match) throw new Error(`filter ${filter}: "${token}" is no term, expected field:value`);
  return { path: match[1]!.split("."), operator: match[2] ?? "=", value: match[3]!.replace(/^"(.*)"$/, "$1") };
}

function holds(payload: unknown, node: Node): boolean {
  if ("all" in node) return node.all.every((part) => holds(payload, part));
  if ("any" in node) return node.any.some((part) => holds(payload, part));
  if ("not" in node) return !holds(payload, node.not);
  return valuesAt(payload, node.path).some((value) => compares(value, node.operator, node.value));
}

function valuesAt(value: unknown, path: string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((entry) => valuesAt(entry, path));
  if (path.length === 0) return [value];
  if (value === null || typeof value !== "object") return [];
  return valuesAt((value as Record<string, unknown>)[path[0]!], path.slice(1));
}

function compares(value: unknown, operator: string, wanted: string): boolean {
  if (value === null || value === undefined) return false;
  if (wanted === "*") return operator === "=";
  const text = String(value);
  if (operator === "=") return text.toLowerCase() === wanted.toLowerCase() || (isNumber(text) && isNumber(wanted) && order(text, wanted) === 0);
  const sign = order(text, wanted);
  return operator === ">" ? sign > 0 : operator === ">=" ? sign >= 0 : operator === "<" ? sign < 0 : sign <= 0;
}

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}

function order(a: string, b: string): number {
  if (/^-?\d+$/.test(a) && /^-?\d+$/.test(b)) return Number(BigInt(a) > BigInt(b)) - Number(BigInt(a) < BigInt(b));
  if (isNumber(a) && isNumber(b)) return Number(a) - Number(b);
  const times = [Date.parse(a), Date.parse(b)] as const;
  if (!Number.isNaN(times[0]) && !Number.isNaN(times[1])) return times[0] - times[1];
  return a < b ? -1 : Number(a > b);
}
