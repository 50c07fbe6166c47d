import pg from "pg";

/** Runs `work`. @returns how many statements this process sent meanwhile, BEGIN and COMMIT among them. */
export async function countStatements(work: () => Promise<void>): Promise<number> {
  const prototype = pg.Client.prototype as unknown as { query: (...parameters: unknown[]) => unknown };
  const original = prototype.query;
  let count = 0;
  prototype.query = function counted(this: unknown, ...parameters: unknown[]) {
    count++;
    return original.apply(this, parameters);
  };
  try {
    await work();
    return count;
  } finally {
    prototype.query = original;
  }
}
