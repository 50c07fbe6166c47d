const caches = new Set<Map<unknown, unknown>>();

/** A map for what never changes once it is stored and is read often; emptied when the process leaves its database. */
export function processCache<K, V>(): Map<K, V> {
  const cache = new Map<K, V>();
  caches.add(cache as Map<unknown, unknown>);
  return cache;
}

export function clearProcessCaches(): void {
  for (const cache of caches) cache.clear();
}
