import { data } from "@remix-run/node";
import type { z } from "zod";

const MAX_BYTES = 512 * 1024;

/**
 * The JSON command of an action, judged strictly: unknown fields, objects where texts belong, fractions of points and
 * numbers beyond what is exact are refused.
 * @throws data response 400 or 413 with `{ message }`: one sentence with place, value and expectation.
 */
export async function parseCommand<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const body = await request.text();
  if (body.length > MAX_BYTES) throw data({ code: "too_large", message: `body of ${body.length} bytes: expected at most ${MAX_BYTES}` }, { status: 413 });
  const input = jsonOf(body);
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw badInput(sentenceOf(parsed.error, input));
}

/** @throws data response 404: an id that is no id names nothing. */
export function idParam(value: string | undefined): bigint {
  if (value === undefined || !/^\d{1,18}$/.test(value)) throw data({ code: "not_found" }, { status: 404 });
  return BigInt(value);
}

export function badInput(message: string) {
  return data({ code: "bad_input", message }, { status: 400 });
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw badInput("body: expected JSON");
  }
}

function sentenceOf(error: z.ZodError, input: unknown): string {
  const { path, message } = error.issues[0]!;
  const value = path.reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined), input);
  const place = path.map(String).join(".") || "body";
  return `${place} ${(JSON.stringify(value) ?? "missing").slice(0, 60)}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}
