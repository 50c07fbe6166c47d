import type { z } from "zod";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../world/types";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** What an operation is given: the shop named in the path (when there is one), path parameters, and parsed body and query. */
export interface Call<Body, Query> { sandbox: Sandbox; shop: Shop; params: Record<string, string>; body: Body; query: Query }

/** One operation of the control API: how it is called, what it takes, what it does. The OpenAPI document is made of the same. */
export interface Operation {
  method: Method;
  /** `/shops/{handle}/orders`, below `/api`. */
  path: string;
  tag: string;
  summary: string;
  body?: z.ZodType;
  query?: z.ZodType;
  /** Status of success; 200 unless named. */
  status?: 200 | 201 | 202;
  run(call: Call<never, never>): unknown;
}

/** Writes an operation with the types of its own schemas. */
export function operation<Body extends z.ZodType = z.ZodUndefined, Query extends z.ZodType = z.ZodUndefined>(
  definition: Omit<Operation, "body" | "query" | "run"> & { body?: Body; query?: Query; run(call: Call<z.output<Body>, z.output<Query>>): unknown },
): Operation {
  return definition as unknown as Operation;
}
