/** One row of a result. Depth 0 is a row of a top-level connection. */
export interface Line { depth: number; row: Record<string, unknown> }

/**
 * Turns an answer into rows: every node of a connection is a line of its own, that names its parent in `__parentId` and is not
 * inside the parent's line.
 */
export function linesOf(data: Record<string, unknown>): Line[] {
  const lines: Line[] = [];
  for (const value of Object.values(data)) for (const node of nodesOf(value)) addNode(lines, node, { depth: 0 });
  return lines;
}

function addNode(lines: Line[], node: Record<string, unknown>, place: { depth: number; parentId?: unknown }): void {
  const nested: Record<string, unknown>[][] = [];
  const row = withoutConnections(node, nested);
  if (place.parentId !== undefined) row.__parentId = place.parentId;
  lines.push({ depth: place.depth, row });
  for (const children of nested) for (const child of children) addNode(lines, child, { depth: place.depth + 1, parentId: node.id });
}

function withoutConnections(node: Record<string, unknown>, nested: Record<string, unknown>[][]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(node)) {
    if (isConnection(value)) nested.push(nodesOf(value));
    else row[name] = value;
  }
  return row;
}

function isConnection(value: unknown): boolean {
  return typeof value === "object" && value !== null && ("edges" in value || "nodes" in value);
}

function nodesOf(value: unknown): Record<string, unknown>[] {
  const { edges, nodes } = (value ?? {}) as { edges?: { node: Record<string, unknown> }[]; nodes?: Record<string, unknown>[] };
  return edges ? edges.map(({ node }) => node) : nodes ?? [];
}
