import { useEffect, useState } from "preact/hooks";
import type { BuyerOrderPoints } from "../../_shared/contract";
import { type BuyerApi, type Trouble, troubleOf } from "../../_shared/ui/buyer-api";

/** `late`: the order is not known yet after all tries; its points come all the same. */
export type OrderPoints = { state: "waiting" } | { state: "late" } | { state: "failed"; trouble: Trouble } | { state: "known"; order: BuyerOrderPoints };

const PAUSES_MS = [1_000, 1_500, 2_500, 4_000, 6_000, 10_000, 15_000, 20_000];

/**
 * What an order brought. Right after paying the app does not know it yet, or knows the order and not that it is paid: it is asked for again,
 * slower and slower, for a minute.
 */
export function useOrderPoints(api: BuyerApi, orderId: string | null): { points: OrderPoints; again(): void } {
  const [points, setPoints] = useState<OrderPoints>({ state: "waiting" });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (orderId === null) return;
    let left = false;
    const tell = (now: OrderPoints) => void (left || setPoints(now));
    tell({ state: "waiting" });
    void ask(api, orderId, { left: () => left, tell }).then(tell);
    return () => void (left = true);
  }, [api, orderId, round]);
  return { points, again: () => setRound(round + 1) };
}

async function ask(api: BuyerApi, orderId: string, { left, tell }: { left(): boolean; tell(now: OrderPoints): void }): Promise<OrderPoints> {
  let known: OrderPoints | null = null;
  for (const pause of [...PAUSES_MS, null]) {
    try {
      const order = await api.orderPoints(orderId);
      if (order.state !== "unknown") tell(known = { state: "known", order });
      if (known && order.state !== "not_paid") return known;
    } catch (error) {
      return known ?? { state: "failed", trouble: troubleOf(error) };
    }
    if (pause === null || left()) break;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return known ?? { state: "late" };
}
