import { stringify } from "lossless-json";

/** JSON of a payload. A bigint becomes a plain JSON number with every digit, which JSON.stringify cannot write. */
export function serializePayload(payload: unknown): string {
  return stringify(payload) ?? "null";
}
