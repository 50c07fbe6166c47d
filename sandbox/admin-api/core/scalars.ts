import { GraphQLError, Kind, valueFromASTUntyped, type GraphQLScalarType, type GraphQLSchema } from "graphql";

type Check = (value: unknown) => unknown;

const DECIMAL = /^-?\d+(\.\d+)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** How inputs of Shopify's own scalars are read. A check answers the value resolvers get, or throws what is wrong with it. */
const CHECKS: Record<string, Check> = {
  Decimal: (value) => matching("Decimal", DECIMAL, numberText(value)),
  Money: (value) => matching("Money", DECIMAL, numberText(value)),
  Date: (value) => validTime("Date", matching("Date", DATE, value)),
  DateTime: (value) => new Date(validTime("DateTime", matching("DateTime", DATE_TIME, value))).toISOString(),
  URL: (value) => (typeof value === "string" && URL.canParse(value) ? value : refuse("URL", value)),
  UnsignedInt64: (value) => unsigned64(value),
  BigInt: (value) => matching("BigInt", /^-?\d+$/, numberText(value)),
  Color: (value) => matching("Color", /^#[0-9a-fA-F]{6}$/, value),
  UtcOffset: (value) => matching("UtcOffset", /^[+-]\d{2}:\d{2}$/, value),
  JSON: (value) => value,
};
const TEXT_SCALARS = ["HTML", "FormattedString", "ARN", "StorefrontID"];

/** Gives a schema read from introspection its scalars' input rules; plain graphql-js would pass anything through. */
export function teachScalars(schema: GraphQLSchema): void {
  for (const [name, check] of Object.entries(CHECKS)) teach(schema, name, check);
  for (const name of TEXT_SCALARS) teach(schema, name, (value) => (typeof value === "string" ? value : refuse(name, value)));
}

function teach(schema: GraphQLSchema, name: string, check: Check): void {
  const scalar = schema.getType(name) as GraphQLScalarType | undefined;
  if (!scalar) return;
  scalar.parseValue = check;
  scalar.parseLiteral = (node, variables) => {
    // Numbers keep their digits: reading them as a float would lose the last ones.
    const exact = node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : valueFromASTUntyped(node, variables);
    return check(name === "JSON" ? valueFromASTUntyped(node, variables) : exact);
  };
}

function numberText(value: unknown): unknown {
  return typeof value === "number" && Number.isFinite(value) ? String(value) : value;
}

function matching(type: string, pattern: RegExp, value: unknown): string {
  return typeof value === "string" && pattern.test(value) ? value : refuse(type, value);
}

function validTime(type: string, text: string): string {
  return Number.isNaN(Date.parse(text)) ? refuse(type, text) : text;
}

function unsigned64(value: unknown): string {
  const text = matching("UnsignedInt64", /^\d+$/, numberText(value));
  return BigInt(text) < 2n ** 64n ? text : refuse("UnsignedInt64", value);
}

function refuse(type: string, value: unknown): never {
  throw new GraphQLError(`Could not coerce value ${JSON.stringify(value)} to ${type}`);
}
