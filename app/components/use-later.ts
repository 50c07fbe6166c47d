import { useEffect, useState } from "react";

/**
 * What a promise of a loader comes to: undefined until then, null where it fails or there is none. A page that is changed while its
 * script wakes must not lose its markup, as it would around a Suspense boundary that is not awake yet.
 */
export function useLater<T>(promise: Promise<T> | null): T | null | undefined {
  const [told, setTold] = useState<{ promise: Promise<T>; value: T | null } | null>(null);
  useEffect(() => {
    if (!promise) return;
    let wanted = true;
    promise.then((value) => wanted && setTold({ promise, value }), () => wanted && setTold({ promise, value: null }));
    return () => { wanted = false; };
  }, [promise]);
  return promise === null ? null : told?.promise === promise ? told.value : undefined;
}
