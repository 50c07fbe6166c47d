import {
  getDirectiveValues, getNamedType, GraphQLIncludeDirective, GraphQLSkipDirective, isAbstractType, isLeafType, isListType, isObjectType, isInterfaceType,
  getNullableType, Kind, type FieldNode, type FragmentDefinitionNode, type GraphQLSchema, type GraphQLNamedType, type OperationDefinitionNode, type SelectionSetNode, type ValueNode,
} from "graphql";

const MUTATION_COST = 10;
const CONNECTION_COST = 2;

export interface CostQuestion {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
}

/**
 * Points of a query by Shopify's rules: leaves 0, objects 1, connections 2 and their nodes as often as `first` or `last` says, an
 * interface as its dearest branch, a mutation 10. With `data` (the answer) the rows that came back count instead.
 */
export function queryCost(question: CostQuestion, data?: unknown): number {
  const { schema, operation } = question;
  const root = schema.getRootType(operation.operation)!;
  return selectionCost(question, { set: operation.selectionSet, type: root, data });
}

interface Part { set: SelectionSetNode | undefined; type: GraphQLNamedType; data: unknown }

function selectionCost(question: CostQuestion, part: Part): number {
  const branches = new Map<string, number>();
  let shared = 0;
  for (const selection of part.set?.selections ?? []) {
    if (skipped(question, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      shared += fieldCost(question, selection, part);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : question.fragments[selection.name.value];
    const condition = fragment?.typeCondition?.name.value;
    const type = condition ? question.schema.getType(condition)! : part.type;
    const cost = selectionCost(question, { set: fragment?.selectionSet, type, data: part.data });
    if (isAbstractType(part.type) && isObjectType(type)) branches.set(type.name, (branches.get(type.name) ?? 0) + cost);
    else shared += cost;
  }
  return shared + Math.max(0, ...branches.values());
}

function fieldCost(question: CostQuestion, node: FieldNode, part: Part): number {
  if (!isObjectType(part.type) && !isInterfaceType(part.type)) return 0;
  const field = part.type.getFields()[node.name.value];
  if (!field) return 0;
  const type = getNamedType(field.type);
  if (isLeafType(type)) return 0;
  const data = dataOf(part.data, node);
  const inside = (value: unknown) => selectionCost(question, { set: node.selectionSet, type, data: value });
  if (part.type.name === "Mutation") return Math.max(MUTATION_COST, inside(data));
  if (type.name.endsWith("Connection")) return CONNECTION_COST + connectionCost(question, node, { set: node.selectionSet, type, data });
  if (type.name === "PageInfo") return 0;
  if (type.name.endsWith("Edge")) return inside(data);
  if (!isListType(getNullableType(field.type))) return data === null ? 1 : 1 + inside(data);
  if (Array.isArray(data)) return data.reduce<number>((sum, item) => sum + 1 + inside(item), 0);
  return (sizeOf(question, node) ?? 1) * (1 + inside(undefined));
}

/** A connection's rows: as many as asked for before the answer is known, as many as came after. */
function connectionCost(question: CostQuestion, node: FieldNode, part: Part): number {
  const rows = part.data === undefined ? sizeOf(question, node) ?? 1 : 1;
  return rows * selectionCost(question, part);
}

function sizeOf(question: CostQuestion, node: FieldNode): number | null {
  const argument = node.arguments?.find(({ name }) => name.value === "first" || name.value === "last");
  const value = argument ? intOf(question, argument.value) : null;
  return value === null ? null : Math.max(0, value);
}

function intOf(question: CostQuestion, value: ValueNode): number | null {
  if (value.kind === Kind.INT) return Number(value.value);
  const given = value.kind === Kind.VARIABLE ? question.variables[value.name.value] : null;
  return typeof given === "number" ? given : null;
}

function dataOf(data: unknown, node: FieldNode): unknown {
  if (data === undefined) return undefined;
  if (Array.isArray(data)) return data.map((item) => dataOf(item, node));
  return (data as Record<string, unknown> | null)?.[node.alias?.value ?? node.name.value] ?? null;
}

function skipped(question: CostQuestion, node: Parameters<typeof getDirectiveValues>[1]): boolean {
  return getDirectiveValues(GraphQLSkipDirective, node, question.variables)?.if === true
    || getDirectiveValues(GraphQLIncludeDirective, node, question.variables)?.if === false;
}
