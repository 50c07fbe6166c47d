import { randomUUID } from "node:crypto";
import { decode } from "turbo-stream";
import type { ProgramDraft } from "~/forms/program-draft";
import { rewardDraft, type RewardDraft } from "~/forms/reward-draft";
import type { Reward } from "~/loyalty/rewards/reward";
import { aReward } from "../loyalty/rewards/a-reward";
import { CHROME, sessionToken } from "../routes/admin-request";
import { demo, until } from "./product";

/** What the merchant's pages ask of the app, without looking at them: the same addresses, commands and session token their scripts send. */
async function send<T>(path: string, command?: object, shop = demo.shop): Promise<T> {
  const [pathname, search] = path.split("?");
  const answer = await fetch(`http://localhost:${demo.ports.app}/app${pathname}.data${search ? `?${search}` : ""}`, {
    headers: { authorization: `Bearer ${sessionToken({ shop, secret: demo.apiSecret, audience: demo.apiKey })}`, "user-agent": CHROME, "content-type": "application/json" },
    ...(command && { method: "POST", body: JSON.stringify(command) }),
  });
  const decoded = answer.body && answer.headers.get("content-type")?.startsWith("text/x-script") ? await decode(answer.body as ReadableStream<Uint8Array>) : null;
  if (!answer.ok || !decoded) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(decoded?.value, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))}`);
  await decoded.done;
  return decoded.value as T;
}

const post = async <T>(path: string, command: object, shop?: string) => (await send<{ data: T }>(path, command, shop)).data;
const look = async <T>(route: string, path: string, shop?: string) => (await send<Record<string, { data: T }>>(path, undefined, shop))[route]!.data;

const draftOf = (terms: Partial<Reward>): RewardDraft => rewardDraft(aReward(terms), null, { currency: "USD", timeZone: "UTC" });

/** Other terms of a reward nobody has changed yet. */
export const changeReward = (rewardId: string, terms: Partial<Reward>) => post(`/rewards/${rewardId}`, { intent: "save", version: 1, draft: draftOf(terms) });

/** Offers a reward as the editor's Save does. @returns its id. */
export async function offerReward(terms: Partial<Reward>, more: Partial<RewardDraft> = {}, shop?: string): Promise<string> {
  const draft = { ...draftOf(terms), ...more };
  return String((await post<{ rewardId: bigint }>("/rewards/new", { intent: "save", version: 0, draft }, shop)).rewardId);
}

/** Saves the program with other words in it, and a note for staff. */
export async function reword(shop: string, change: (draft: ProgramDraft) => ProgramDraft, note: string): Promise<void> {
  const { version, stored } = await look<{ version: number; stored: ProgramDraft }>("routes/app.program", "/program", shop);
  await post("/program", { intent: "save", version, draft: change(stored), note, startDate: null }, shop);
}

export const setRewardState = (rewardId: string, state: "active" | "paused" | "ended") => post(`/rewards/${rewardId}`, { intent: "state", state });

interface Listed { rewardId: bigint; terms: Reward; redeemed: number; used: number; pools: { ready: number } }
const rewardsOfShop = async () => (await look<{ rewards: Listed[] }>("routes/app.rewards", "/rewards")).rewards;
export const rewardOfShop = async (rewardId: string) => (await rewardsOfShop()).find((reward) => String(reward.rewardId) === rewardId)!;

/** Puts rewards before all others, in this order. */
export async function putFirst(...rewardIds: string[]): Promise<void> {
  const others = (await rewardsOfShop()).map(({ rewardId }) => String(rewardId)).filter((id) => !rewardIds.includes(id));
  await post("/rewards", { intent: "order", ids: [...rewardIds, ...others] });
}

/** Codes that can be handed out at once. */
export const codesReady = (rewardId: string) => until(`codes of reward ${rewardId}`, async () => (await rewardOfShop(rewardId)).pools.ready > 0);

/** Gives points to a customer as soon as they are a member. */
export async function givePoints(customer: { email: string }, points: number, { shop, note = "" }: { shop?: string; note?: string } = {}): Promise<void> {
  const search = `/members?q=${encodeURIComponent(customer.email)}`;
  const memberId = await until(`${customer.email} as a member`, async () => (await look<{ page: { rows: { memberId: bigint }[] } }>("routes/app.members", search, shop)).page.rows[0]?.memberId);
  await post(`/members/${memberId}`, { intent: "adjust", requestId: randomUUID(), points, reason: "walk", note }, shop);
}
