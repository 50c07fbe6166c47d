import { z } from "zod";
import type { Operation } from "./operation";

const REFUSALS = {
  400: "The body or query does not fit: one sentence with value, place and expectation",
  404: "No such shop, order, customer, product, discount, code or delivery",
  409: "The shop cannot do that now: one sentence that says why",
};

/** The control API as OpenAPI 3.1, made of the schemas that check the requests. */
export function openapiDocument(operations: Operation[], serverUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = `/api${operation.path}`;
    paths[path] = { ...paths[path], [operation.method]: operationObject(operation) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Sandbox control API", version: "1", description: "Everything that can happen in the sandbox's shops. Ids are decimal text, money is integer minor units, times are ISO-8601." },
    servers: [{ url: serverUrl }],
    paths,
    components: { schemas: { Refusal: jsonSchema(z.strictObject({ error: z.string() })) } },
  };
}

function operationObject(operation: Operation) {
  const parameters = [...pathParameters(operation.path), ...queryParameters(operation.query)];
  const refusal = (description: string) => ({ description, content: { "application/json": { schema: { $ref: "#/components/schemas/Refusal" } } } });
  return {
    tags: [operation.tag],
    summary: operation.summary,
    operationId: `${operation.method}${operation.path.replace(/[{}]/g, "").replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(operation.body ? { requestBody: { required: true, content: { "application/json": { schema: jsonSchema(operation.body) } } } } : {}),
    responses: {
      [operation.status ?? 200]: { description: "Done", content: { "application/json": { schema: { type: "object" } } } },
      ...Object.fromEntries(Object.entries(REFUSALS).map(([status, text]) => [status, refusal(text)])),
    },
  };
}

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } }));
}

function queryParameters(query: z.ZodType | undefined) {
  if (!query) return [];
  const { properties = {} } = jsonSchema(query) as { properties?: Record<string, unknown> };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: "query", required: false, schema }));
}

function jsonSchema(schema: z.ZodType) {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return rest;
}
