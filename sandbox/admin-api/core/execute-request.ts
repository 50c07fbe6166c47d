import { execute, getVariableValues, type ExecutionResult, type GraphQLError, type OperationDefinitionNode } from "graphql";
import { setTimeout as wait } from "node:timers/promises";
import { happens } from "../../faults/happens";
import type { ApiContext } from "./context";
import { loadSchema } from "./load-schema";
import { prepareDocument, type Prepared } from "./prepare-document";
import { queryCost } from "./query-cost";
import { giveBackPoints, takePoints, throttleStatus, type ThrottleStatus } from "./rate-bucket";
import { resolveField, resolveType } from "./resolve-field";
import { rememberAnswer, staleAnswer } from "./stale-answers";

export interface ApiRequest { query: string; variables: Record<string, unknown>; operationName?: string | undefined }

/** Single queries above this are refused however full the bucket is. */
const MOST_POINTS = 1000;
const SLOW_MS = 4_000;
const RATE_LIMITS = "https://shopify.dev/api/usage/rate-limits";

/** Answers one GraphQL request: the body of an HTTP 200, whatever went wrong inside. */
export async function executeRequest(context: ApiContext, request: ApiRequest): Promise<object> {
  const prepared = prepareDocument(request.query);
  if ("errors" in prepared) return { errors: prepared.errors };
  const operation = operationOf(prepared, request.operationName);
  if (!operation) return { errors: [{ message: request.operationName ? `No operation named "${request.operationName}"` : "An operation name is required", extensions: { code: "BAD_REQUEST" } }] };
  const coerced = getVariableValues(loadSchema().schema, operation.variableDefinitions ?? [], request.variables);
  if (coerced.errors) return { errors: coerced.errors.map(invalidVariable) };
  noteDeprecations(context, prepared);
  if (happens(context.sandbox, "slow")) await wait(SLOW_MS, undefined, { ref: false });
  return withinBudget(context, { request, prepared, operation, variables: coerced.coerced });
}

interface Work { request: ApiRequest; prepared: Prepared; operation: OperationDefinitionNode; variables: Record<string, unknown> }

async function withinBudget(context: ApiContext, work: Work): Promise<object> {
  const { world } = context.sandbox;
  const question = { schema: loadSchema().schema, operation: work.operation, fragments: work.prepared.fragments, variables: work.variables };
  const requested = queryCost(question);
  if (requested > MOST_POINTS) return tooCostly(requested);
  const budget = context.throttled ? { taken: false, status: throttleStatus(world, context.shop) } : takePoints(world, context.shop, requested);
  if (!budget.taken) return throttled(requested, budget.status);
  const result = await run(context, work);
  const actual = Math.min(requested, result.data ? queryCost(question, result.data) : 0);
  const status = giveBackPoints(world, context.shop, requested - actual);
  return { ...result, extensions: { cost: { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: status } } };
}

async function run(context: ApiContext, { request, prepared, operation }: Work): Promise<ExecutionResult> {
  const reading = operation.operation === "query";
  const old = reading && context.stale ? staleAnswer(context.shop, request) : null;
  if (old) return old;
  const result = await execute({
    schema: loadSchema().schema, document: prepared.document, variableValues: request.variables, contextValue: context, rootValue: {},
    ...(request.operationName ? { operationName: request.operationName } : {}), fieldResolver: resolveField, typeResolver: resolveType,
  });
  const answer = { ...result, ...(result.errors ? { errors: result.errors.map((error) => told(context, error)) } : {}) } as ExecutionResult;
  if (reading && !result.errors) rememberAnswer(context, request, answer);
  return answer;
}

function operationOf(prepared: Prepared, name: string | undefined): OperationDefinitionNode | undefined {
  return name ? prepared.operations.find((operation) => operation.name?.value === name) : prepared.operations.length === 1 ? prepared.operations[0] : undefined;
}

function noteDeprecations({ sandbox }: ApiContext, prepared: Prepared): void {
  for (const { name, reason } of prepared.deprecations) {
    const known = sandbox.deprecations.get(name);
    if (!known) sandbox.log(`deprecated in the Admin API: ${name}. ${reason}`);
    sandbox.deprecations.set(name, { reason, count: (known?.count ?? 0) + 1 });
  }
}

/** A bug of the sandbox must not look like an answer of Shopify: it is logged and named. */
function told({ sandbox }: ApiContext, error: GraphQLError): GraphQLError {
  if (error.originalError && !("extensions" in error.originalError)) {
    sandbox.log(`fault of the sandbox at ${error.path?.join(".")}: ${error.originalError.stack}`);
    error.extensions.code = "INTERNAL_SERVER_ERROR";
  }
  return error;
}

function invalidVariable(error: GraphQLError): object {
  return { ...error.toJSON(), extensions: { code: "INVALID_VARIABLE" } };
}

function tooCostly(cost: number): object {
  const message = `Query cost is ${cost}, which exceeds the single query max cost limit (${MOST_POINTS}).`;
  return { errors: [{ message, extensions: { code: "MAX_COST_EXCEEDED", cost, maxCost: MOST_POINTS, documentation: RATE_LIMITS } }] };
}

/** The answer to a call that comes so many seconds too early, whatever it costs. */
export function throttledFor({ sandbox, shop }: ApiContext, seconds: number): object {
  const { maximumAvailable, restoreRate } = throttleStatus(sandbox.world, shop);
  return throttled(seconds * restoreRate, { maximumAvailable, currentlyAvailable: 0, restoreRate });
}

function throttled(requested: number, status: ThrottleStatus): object {
  return {
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED", documentation: RATE_LIMITS } }],
    extensions: { cost: { requestedQueryCost: requested, actualQueryCost: null, throttleStatus: status } },
  };
}
