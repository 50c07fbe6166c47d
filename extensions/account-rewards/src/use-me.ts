import { useCallback, useEffect, useState } from "preact/hooks";
import type { BuyerState } from "../../_shared/contract";
import { type BuyerApi, type Trouble, troubleOf } from "../../_shared/ui/buyer-api";

type Me = { state: "loading" } | { state: "failed"; trouble: Trouble } | { state: "ready"; data: BuyerState };

/** What the program says of whoever is signed in, and joining it. */
export function useMe(api: BuyerApi): { me: Me; joining: boolean; reload(): void; join(): void } {
  const [me, setMe] = useState<Me>({ state: "loading" });
  const [joining, setJoining] = useState(false);
  const failed = (error: unknown) => setMe((now) => (now.state === "ready" ? now : { state: "failed", trouble: troubleOf(error) }));
  const reload = useCallback(() => {
    setMe((now) => (now.state === "ready" ? now : { state: "loading" }));
    api.me().then((data) => setMe({ state: "ready", data }), failed);
  }, [api]);
  useEffect(reload, [reload]);
  const join = () => {
    setJoining(true);
    api.join(crypto.randomUUID()).then((data) => setMe({ state: "ready", data }), (error: unknown) => setMe({ state: "failed", trouble: troubleOf(error) })).finally(() => setJoining(false));
  };
  return { me, joining, reload, join };
}
