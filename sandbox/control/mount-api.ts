import express, { type Express, type NextFunction, type Request, type Response } from "express";
import type { Sandbox } from "../sandbox";
import { Refusal } from "../shop-life/refusal";
import { findShop } from "../world/find-shop";
import type { Shop } from "../world/types";
import { allOperations } from "./all-operations";
import { openapiDocument } from "./openapi-document";
import type { Operation } from "./operation";
import { sentenceOfIssue } from "./sentence-of-issue";

/** `/api/…` and `/openapi.json`. Answers JSON always; refusals are `{ error: sentence }` with 400, 404, 405, 409 or 413. */
export function mountApi(app: Express, sandbox: Sandbox): void {
  const api = express.Router();
  api.use(express.json({ limit: "1mb", strict: false, type: () => true }));
  for (const operation of allOperations) {
    api[operation.method](operation.path.replace(/\{(\w+)\}/g, ":$1"), (request, response, next) => {
      handle(sandbox, operation, request).then((answer) => response.status(operation.status ?? 200).json(answer), next);
    });
  }
  for (const path of new Set(allOperations.map((operation) => operation.path))) {
    const allowed = allOperations.filter((operation) => operation.path === path).map(({ method }) => method.toUpperCase());
    api.all(path.replace(/\{(\w+)\}/g, ":$1"), (request, response) => {
      response.status(405).set("allow", allowed.join(", ")).json({ error: `method ${request.method} on ${request.path}: expected ${allowed.join(" or ")}` });
    });
  }
  api.use((request: Request, response: Response) => void response.status(404).json({ error: `path /api${request.path}: expected one that /openapi.json lists` }));
  api.use(refuse(sandbox));
  app.get("/openapi.json", (_request, response) => void response.json(openapiDocument(allOperations, sandbox.url)));
  app.use("/api", api);
}

async function handle(sandbox: Sandbox, operation: Operation, request: Request): Promise<unknown> {
  const shop = operation.path.includes("{handle}") ? shopOf(sandbox, request.params.handle!) : (undefined as unknown as Shop);
  const body = operation.body ? parsed(operation.body, request.body ?? {}) : undefined;
  const query = operation.query ? parsed(operation.query, request.query) : undefined;
  const answer = await operation.run({ sandbox, shop, params: request.params, body: body as never, query: query as never });
  if (operation.method !== "get") sandbox.save();
  return answer;
}

function shopOf(sandbox: Sandbox, handle: string): Shop {
  const shop = findShop(sandbox.world, handle);
  if (!shop) throw new Refusal(`shop ${handle}: expected one of ${Object.keys(sandbox.world.shops).join(", ")}`, true);
  return shop;
}

class BadInput extends Error {}

function parsed(schema: NonNullable<Operation["body"]>, input: unknown): unknown {
  const result = schema.safeParse(input);
  if (!result.success) throw new BadInput(sentenceOfIssue(input, result.error));
  return result.data;
}

function refuse(sandbox: Sandbox) {
  return (error: Error & { type?: string }, _request: Request, response: Response, _next: NextFunction): void => {
    const status = statusOf(error);
    if (status === 500) sandbox.log(`control: ${error.stack ?? error.message}`);
    const sentence = error.type === "entity.parse.failed" ? "body: it is no JSON, expected a JSON object" : error.type === "entity.too.large" ? "body: it is larger than 1 MB, expected less" : error.message;
    response.status(status).json({ error: sentence });
  };
}

function statusOf(error: Error & { type?: string }): number {
  if (error instanceof Refusal) return error.missing ? 404 : 409;
  if (error instanceof BadInput || error.type === "entity.parse.failed") return 400;
  return error.type === "entity.too.large" ? 413 : 500;
}
