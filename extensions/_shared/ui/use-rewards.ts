import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { BuyerRedemption, BuyerRewards, RedeemAnswer } from "../contract";
import { type BuyerApi, Problem, type Surface, type Trouble, troubleOf } from "./buyer-api";
import { doubtCode } from "./doubt-code";
import { followRedemption } from "./follow-redemption";
import { isMoving } from "./redemption-states";

export type Loading = { state: "loading" } | { state: "failed"; trouble: Trouble } | { state: "ready"; data: BuyerRewards };

export interface RewardsOfBuyer {
  loading: Loading;
  /** Id of the reward or redemption something is under way for. */
  busy: string | null;
  /** What the last wish failed of. */
  problem: Trouble | null;
  reload(): void;
  /** @returns the redemption; null when it was refused, `problem` says why. */
  redeem(rewardId: string, points: number): Promise<BuyerRedemption | null>;
  cancel(id: string): Promise<BuyerRedemption | null>;
  /** Has Shopify asked about a code that was refused though it is ready. Without an answer everything stays as it is. */
  doubt(id: string): void;
}

/** What a shopper can redeem and has redeemed; what is in preparation or on its way back is followed until it is there. */
export function useRewards(api: BuyerApi, surface: Surface): RewardsOfBuyer {
  const [loading, setLoading] = useState<Loading>({ state: "loading" });
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<Trouble | null>(null);
  const keys = useRef(new Map<string, string>());

  // Of two questions at once the later one's answer stands, whichever comes first.
  const question = useRef(0);
  const reload = useCallback(() => {
    const mine = ++question.current;
    const tell = (next: (now: Loading) => Loading) => { if (mine === question.current) setLoading(next); };
    setLoading((now) => (now.state === "ready" ? now : { state: "loading" }));
    api.rewards().then((data) => tell(() => ({ state: "ready", data })), (error: unknown) => tell((now) => (now.state === "ready" ? now : { state: "failed", trouble: troubleOf(error) })));
  }, [api]);
  const heard = useCallback((answer: RedeemAnswer) => setLoading((now) => (now.state === "ready" ? { ...now, data: withAnswer(now.data, answer) } : now)), []);
  useEffect(reload, [reload]);
  useFollowing(loading, api, heard);

  /** The key of a wish is kept until there is an answer: pressing again after a broken line repeats it. Too many at once (429) decided nothing either. */
  const command = async (id: string, wish: string, send: (key: string) => Promise<RedeemAnswer>): Promise<BuyerRedemption | null> => {
    if (busy !== null) return null;
    const key = keys.current.get(wish) ?? crypto.randomUUID();
    keys.current.set(wish, key);
    setBusy(id);
    setProblem(null);
    try {
      const answer = await send(key);
      keys.current.delete(wish);
      heard(answer);
      reload();
      return answer.redemption;
    } catch (error) {
      if (error instanceof Problem && error.status !== null && error.status < 429) keys.current.delete(wish);
      setProblem(troubleOf(error));
      return null;
    } finally {
      setBusy(null);
    }
  };
  return {
    loading, busy, problem, reload,
    redeem: (rewardId, points) => command(rewardId, `redeem ${rewardId} ${points}`, (key) => api.redeem({ rewardId, points, surface }, key)),
    cancel: (id) => command(id, `cancel ${id}`, (key) => api.cancel(id, key)),
    doubt: (id) => void doubtCode(api, id, heard).catch(() => undefined),
  };
}

function useFollowing(loading: Loading, api: BuyerApi, heard: (answer: RedeemAnswer) => void): void {
  const followed = useRef(new Map<string, string>());
  const leaving = useMemo(() => new AbortController(), []);
  const moving = loading.state === "ready" ? loading.data.redemptions.filter(isMoving) : [];
  useEffect(() => {
    for (const redemption of moving) {
      if (followed.current.has(redemption.id)) continue;
      followed.current.set(redemption.id, redemption.status);
      void followRedemption(api, redemption, { signal: leaving.signal, heard }).finally(() => followed.current.delete(redemption.id));
    }
  }, [moving.map(({ id, status }) => id + status).join()]);
  useEffect(() => () => leaving.abort(), [leaving]);
}

function withAnswer(data: BuyerRewards, { redemption, available }: RedeemAnswer): BuyerRewards {
  const known = data.redemptions.some(({ id }) => id === redemption.id);
  const redemptions = known ? data.redemptions.map((one) => (one.id === redemption.id ? redemption : one)) : [redemption, ...data.redemptions];
  return { ...data, available, redemptions };
}
