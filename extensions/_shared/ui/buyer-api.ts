import type { BuyerOrderPoints, BuyerRefusal, BuyerRewards, BuyerState, RedeemAnswer } from "../contract";

/** The app's address: Shopify's CLI writes it here, the sandbox says it to what `npm run build` made. */
declare const process: { env: { APP_URL: string } };

const PATIENCE_MS = 10_000;
const PAUSES_MS = [500, 1_500];

/** What went wrong, as a code of the app's answer or `offline`. Its sentence stands in the language files. */
export class Problem extends Error {
  /** @param seconds after which it is worth trying again, where the app said so */
  constructor(readonly code: string, readonly status: number | null, readonly seconds: number | null = null) {
    super(code);
  }
}

/** As much of it as a shopper is told. */
export type Trouble = Pick<Problem, "code" | "seconds">;
export const troubleOf = (error: unknown): Trouble => (error instanceof Problem ? { code: error.code, seconds: error.seconds } : { code: "failed", seconds: null });

export type Surface = "checkout" | "account";

export interface BuyerApi {
  me(): Promise<BuyerState>;
  rewards(): Promise<BuyerRewards>;
  orderPoints(orderId: string): Promise<BuyerOrderPoints>;
  redemption(id: string): Promise<RedeemAnswer>;
  /** @param key one for all tries of the same wish: however often it arrives, points are taken once. */
  redeem(wish: { rewardId: string; points: number; surface: Surface }, key: string): Promise<RedeemAnswer>;
  cancel(id: string, key: string): Promise<RedeemAnswer>;
  /** A checkout refused the code, though it is ready. */
  refused(id: string): Promise<RedeemAnswer>;
  join(key: string): Promise<BuyerState>;
}

/** The app's buyer API as whoever the session token names. Every call throws a Problem when there is no good answer. */
export function buyerApi(sessionToken: () => Promise<string>): BuyerApi {
  const get = <T>(path: string) => send<T>(sessionToken, path, {});
  const post = <T>(path: string, key: string, body: object) =>
    send<T>(sessionToken, path, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", "Idempotency-Key": key } });
  return {
    me: () => get("me"), rewards: () => get("rewards"), orderPoints: (orderId) => get(`orders/${orderId}/points`), redemption: (id) => get(`redemptions/${id}`),
    redeem: (wish, key) => post("redeem", key, wish), cancel: (id, key) => post(`redemptions/${id}/cancel`, key, {}), refused: (id) => post(`redemptions/${id}/refused`, crypto.randomUUID(), {}), join: (key) => post("join", key, {}),
  };
}

/** Tries again what a moment may mend; commands carry their key, so that a second try is no second command. */
async function send<T>(sessionToken: () => Promise<string>, path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const problem = await once<T>(sessionToken, path, init).catch((error: unknown) => (error instanceof Problem ? error : new Problem("offline", null)));
    if (!(problem instanceof Problem)) return problem;
    const passing = problem.status === null || problem.status >= 502;
    if (!passing || attempt >= PAUSES_MS.length) throw problem;
    await new Promise((resolve) => setTimeout(resolve, PAUSES_MS[attempt]));
  }
}

async function once<T>(sessionToken: () => Promise<string>, path: string, { headers, ...init }: RequestInit & { headers?: Record<string, string> }): Promise<T> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const authorization = `Bearer ${await sessionToken()}`;
    const answer = await fetch(`${process.env.APP_URL}/extension/${path}`, { ...init, headers: { ...headers, Authorization: authorization }, signal: patience.signal });
    if (answer.ok) return (await answer.json()) as T;
    const refusal = (await answer.json().catch(() => null)) as BuyerRefusal | null;
    throw new Problem(refusal?.error.code ?? "failed", answer.status, Number(answer.headers.get("Retry-After")) || null);
  } finally {
    clearTimeout(timer);
  }
}
