import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";

export interface Answer { status: number; data: unknown }
type Handler = (args: LoaderFunctionArgs & ActionFunctionArgs) => Promise<unknown>;

/** What a route's loader or action answers, thrown or returned. */
export async function ask(file: string, kind: "loader" | "action", { request, params = {} }: { request: Request; params?: Record<string, string> }): Promise<Answer> {
  const handler = (await import(`../../app/routes/${file}.tsx`) as Record<string, Handler>)[kind]!;
  try {
    return answerOf(await handler({ request, params, context: {} } as never), 200);
  } catch (thrown) {
    return answerOf(thrown, 500);
  }
}

async function answerOf(value: unknown, otherwise: number): Promise<Answer> {
  if (value instanceof Response) return { status: value.status, data: await value.text() };
  if (value instanceof Error) throw value;
  if (typeof value === "object" && value !== null && "type" in value && value.type === "DataWithResponseInit") {
    const { data, init } = value as unknown as { data: unknown; init: { status?: number } | null };
    return { status: init?.status ?? otherwise, data };
  }
  return { status: otherwise, data: value };
}
