const underWay = new Map<string, { again: boolean }>();

/**
 * Runs work of one name only once at a time in this process. Who comes while it runs does not wait: the work is done once more
 * afterwards. What must not happen twice at once is guarded by leases in the database; this only keeps places of the worker free.
 * @returns the sum of what the runs returned; 0 for who found it running.
 */
export async function oneAtATime(name: string, work: () => Promise<number>): Promise<number> {
  const running = underWay.get(name);
  if (running) {
    running.again = true;
    return 0;
  }
  const own = { again: false };
  underWay.set(name, own);
  try {
    let sum = 0;
    do {
      own.again = false;
      sum += await work();
    } while (own.again);
    return sum;
  } finally {
    underWay.delete(name);
  }
}
