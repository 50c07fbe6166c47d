import type { z } from "zod";

/** One sentence for a value that does not fit: value, place, expectation. */
export function sentenceOfIssue(input: unknown, error: z.ZodError): string {
  const issue = error.issues[0]!;
  const place = placeOf(issue.path);
  if (issue.code === "unrecognized_keys") return `${issue.keys.map((key) => `"${key}"`).join(", ")} in ${place}: expected no such field`;
  const value = valueAt(input, issue.path);
  const said = value === undefined ? "is missing" : preview(value);
  return `${place} ${said}: ${expectationOf(issue)}`;
}

function expectationOf(issue: z.core.$ZodIssue): string {
  const { message } = issue;
  const at = message.indexOf("expected");
  if (at >= 0) return message.slice(at).replace(/, received .*$/, "").replace(/^expected int$/, "expected a whole number");
  return message.replace(/^Invalid (input|option|string): /, "expected ").replace(/^Invalid (.*)$/, "expected a valid $1");
}

function placeOf(path: PropertyKey[]): string {
  if (path.length === 0) return "body";
  return path.map((part, index) => (typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`)).join("");
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => (value !== null && typeof value === "object" ? (value as Record<PropertyKey, unknown>)[part] : undefined), input);
}

function preview(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
