import { getNamedType, isListType, getNullableType, TypeInfo, visit, visitWithTypeInfo, type FieldNode } from "graphql";
import { loadSchema } from "../core/load-schema";
import type { Prepared } from "../core/prepare-document";

const MOST_CONNECTIONS = 5;
const DEEPEST = 2;

/** What keeps a query from running in bulk, in one sentence; null when nothing does. */
export function refuseBulkQuery(prepared: Prepared): string | null {
  const [operation] = prepared.operations;
  if (prepared.operations.length !== 1 || operation!.operation !== "query") return "Invalid bulk query: expected exactly one query.";
  if (operation!.variableDefinitions?.length) return "Invalid bulk query: variables are not supported.";
  const found = shapeOf(prepared);
  if (found.connections === 0) return "Bulk queries must contain at least one connection.";
  if (found.connections > MOST_CONNECTIONS) return `Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`;
  if (found.depth > DEEPEST) return `Bulk queries cannot contain connections with a nesting depth greater than ${DEEPEST}.`;
  if (found.inList) return "Queries that contain a connection field within a list field are not currently supported.";
  if (found.topNode) return "Bulk queries cannot contain a top level `node` field.";
  if (found.withoutId) return `The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': ${found.withoutId}.`;
  return null;
}

function shapeOf(prepared: Prepared) {
  const shape = { connections: 0, depth: 0, inList: false, topNode: false, withoutId: null as string | null };
  const info = new TypeInfo(loadSchema().schema);
  const open: ("connection" | "list" | "node" | "other")[] = [];
  visit(prepared.document, visitWithTypeInfo(info, {
    Field: {
      enter: (node) => {
        const type = info.getType();
        const named = type ? getNamedType(type).name : "";
        const kind = named.endsWith("Connection") ? "connection" : node.name.value === "node" || node.name.value === "nodes" ? "node" : type && isListType(getNullableType(type)) && node.name.value !== "edges" && node.selectionSet ? "list" : "other";
        if (open.length === 0 && kind === "node") shape.topNode = true;
        if (kind === "connection") {
          shape.connections += 1;
          shape.inList ||= open.includes("list");
        }
        if (kind === "node" && holdsConnection(node) && !selectsId(node)) shape.withoutId = node.name.value;
        open.push(kind);
        shape.depth = Math.max(shape.depth, open.filter((entry) => entry === "connection").length);
      },
      leave: () => void open.pop(),
    },
  }));
  return shape;
}

function selectsId(node: FieldNode): boolean {
  return node.selectionSet?.selections.some((selection) => selection.kind === "Field" && selection.name.value === "id" && !selection.alias) ?? false;
}

function holdsConnection(node: FieldNode): boolean {
  return node.selectionSet?.selections.some((selection) => selection.kind === "Field" && (selection.selectionSet?.selections.some((inner) => inner.kind === "Field" && (inner.name.value === "edges" || inner.name.value === "nodes")) ?? false)) ?? false;
}
