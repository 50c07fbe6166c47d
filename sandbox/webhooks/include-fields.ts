type Tree = Map<string, Tree>;

/** Keeps only the named fields of a payload; `line_items.id` reaches into objects and into each entry of a list. */
export function includeFields(payload: unknown, fields: string[]): unknown {
  const tree: Tree = new Map();
  for (const field of fields) {
    let node = tree;
    for (const name of field.split(".")) {
      const child: Tree = node.get(name) ?? new Map();
      node.set(name, child);
      node = child;
    }
  }
  return pick(payload, tree);
}

function pick(value: unknown, tree: Tree): unknown {
  if (tree.size === 0 || value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((entry) => pick(entry, tree));
  const source = value as Record<string, unknown>;
  return Object.fromEntries([...tree].filter(([name]) => Object.hasOwn(source, name)).map(([name, child]) => [name, pick(source[name], child)]));
}
