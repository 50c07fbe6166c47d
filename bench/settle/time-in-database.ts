import pg from "pg";

type Query = (...parameters: unknown[]) => unknown;

/** Runs `work` and adds up how long its statements took, one after the other, from being sent to being answered. */
export async function timeInDatabase<T>(work: () => Promise<T>): Promise<{ result: T; databaseMs: number }> {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  let databaseMs = 0;
  prototype.query = function timed(this: unknown, ...parameters: unknown[]) {
    const begun = performance.now();
    const done = () => { databaseMs += performance.now() - begun; };
    const callback = parameters.at(-1);
    if (typeof callback === "function") parameters[parameters.length - 1] = (...answer: unknown[]) => { done(); (callback as Query)(...answer); };
    const answer = original.apply(this, parameters);
    if (answer instanceof Promise) answer.then(done, done);
    return answer;
  };
  try {
    const result = await work();
    return { result, databaseMs };
  } finally {
    prototype.query = original;
  }
}
