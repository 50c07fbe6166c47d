import type { GraphQLResolveInfo } from "graphql";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../world/types";

/** What resolvers of one request know. */
export interface ApiContext {
  sandbox: Sandbox;
  shop: Shop;
  /** Granted scopes; a write scope stands for its read scope too. */
  scopes: Set<string>;
  /** True when this request reads from a replica that lags behind. */
  stale: boolean;
  /** True when this request is told that the bucket is empty, whatever it holds. */
  throttled?: boolean;
  /** What every mutation of this request is refused with, instead of being carried out. */
  refusal?: { code: string | null; message: string; field: string[] | null };
  /** Set by a mutation whose answer never arrives. */
  answerLost?: boolean;
  /** Set while a bulk operation runs: connections answer whole, and top-level ones only this window of rows. */
  bulk?: { from: number; size: number; more: boolean };
}

/** What graphql-js hands a resolver: a world object or one another resolver built, and arguments the schema has coerced. It cannot type them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Untyped = any;

export type Resolver = (source: Untyped, args: Untyped, context: ApiContext, info: GraphQLResolveInfo) => unknown;

/** The fields of one type that the sandbox knows. Every other field of it answers SANDBOX_NOT_IMPLEMENTED. */
export type TypeResolvers = Record<string, Resolver>;

/** Fields that carry a world object's property of the same name. */
export function same(...names: string[]): TypeResolvers {
  return Object.fromEntries(names.map((name): [string, Resolver] => [name, (source) => source[name] ?? null]));
}
