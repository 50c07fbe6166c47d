import fc from "fast-check";

/** Seed of every property of this run; set `PROPERTY_SEED` to replay one. */
const SEED = Number(process.env.PROPERTY_SEED ?? Date.now() % 2_147_483_647);

/** Runs a property and prints its seed; a failure prints seed, path and the shrunk example. */
export function checkProperty<T>(property: fc.IProperty<T>, options: fc.Parameters<T> = {}): void {
  const seed = options.seed ?? SEED;
  console.info(`property seed ${seed}, ${options.numRuns ?? 100} runs`);
  fc.assert(property, { ...options, seed });
}

/** The same for asynchronous properties. */
export async function checkAsyncProperty<T>(property: fc.IAsyncProperty<T>, options: fc.Parameters<T> = {}): Promise<void> {
  const seed = options.seed ?? SEED;
  console.info(`property seed ${seed}, ${options.numRuns ?? 100} runs`);
  await fc.assert(property, { ...options, seed });
}
