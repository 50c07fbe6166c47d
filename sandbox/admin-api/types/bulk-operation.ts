import { gid } from "../../world/ids";
import type { BulkOperation } from "../../world/types";
import { same, type TypeResolvers } from "../core/context";

export const BulkOperationFields: TypeResolvers = {
  ...same("status", "errorCode", "createdAt", "completedAt", "query"),
  id: (operation: BulkOperation) => gid("BulkOperation", operation.id),
  type: () => "QUERY",
  objectCount: (operation: BulkOperation) => String(operation.objectCount),
  rootObjectCount: (operation: BulkOperation) => String(operation.rootObjectCount ?? 0),
  fileSize: (operation: BulkOperation) => (operation.jsonl === null ? null : String(Buffer.byteLength(operation.jsonl))),
  url: (operation: BulkOperation, _args, { sandbox }) => (operation.jsonl ? `${sandbox.url}/bulk/${operation.id}.jsonl` : null),
  partialDataUrl: () => null,
};
