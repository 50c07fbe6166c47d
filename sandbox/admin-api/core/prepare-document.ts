import {
  Kind, NoDeprecatedCustomRule, parse, validate, type DocumentNode, type FragmentDefinitionNode, type GraphQLError, type OperationDefinitionNode,
} from "graphql";
import { loadSchema } from "./load-schema";

export interface Prepared {
  document: DocumentNode;
  operations: OperationDefinitionNode[];
  fragments: Record<string, FragmentDefinitionNode>;
  /** What the document uses that Shopify has deprecated. */
  deprecations: { name: string; reason: string }[];
}

const KEPT = 500;
const cache = new Map<string, Prepared | { errors: object[] }>();

/** Parses and validates a document; the same text is checked once. Errors have Shopify's wording where apps look at it. */
export function prepareDocument(text: string): Prepared | { errors: object[] } {
  const known = cache.get(text);
  if (known) return known;
  const prepared = prepare(text);
  if (cache.size >= KEPT) cache.delete(cache.keys().next().value!);
  cache.set(text, prepared);
  return prepared;
}

/** The top fields of a document's operations; none of one that does not parse. */
export function fieldsOf(text: string): string[] {
  const prepared = prepareDocument(text);
  if ("errors" in prepared) return [];
  return prepared.operations.flatMap(({ selectionSet }) => selectionSet.selections).flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []));
}

function prepare(text: string): Prepared | { errors: object[] } {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return { errors: [(error as GraphQLError).toJSON()] };
  }
  const { schema } = loadSchema();
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors: errors.map(inShopifysWords) };
  const fragments = document.definitions.filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION);
  return {
    document,
    operations: document.definitions.filter((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION),
    fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])),
    deprecations: validate(schema, document, [NoDeprecatedCustomRule]).map(deprecationOf),
  };
}

function inShopifysWords(error: GraphQLError): object {
  const unknown = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message);
  if (!unknown) return error.toJSON();
  const [, fieldName, typeName] = unknown;
  return { ...error.toJSON(), message: `Field '${fieldName}' doesn't exist on type '${typeName}'`, extensions: { code: "undefinedField", typeName, fieldName } };
}

/** "The field Customer.email is deprecated. Use …" becomes its name and the schema's reason. */
function deprecationOf(error: GraphQLError): { name: string; reason: string } {
  const match = /^The (?:field|input field|enum value) "?([\w.]+)"? is deprecated\. ?(.*)$/s.exec(error.message);
  return match ? { name: match[1]!, reason: match[2]! } : { name: error.message, reason: "" };
}
