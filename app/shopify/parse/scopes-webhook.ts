import { fieldsOf, listOf, textOf } from "./read";

/** app/scopes_update: the scopes granted now. @throws RangeError with value, place and expectation. */
export function parseScopes(payload: unknown): string[] {
  return listOf(fieldsOf(payload, "scopes").current, "scopes.current").map((scope, i) => textOf(scope, `scopes.current[${i}]`)).filter(Boolean);
}
