import { randomUUID } from "node:crypto";
import type { Reward } from "~/loyalty/rewards/reward";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { saveReward } from "~/operations/rewards/save-reward.server";
import { buyerMember } from "~/store/buyer/buyer-member.server";
import { shopByDomain } from "~/store/shops/shop-by-domain.server";
import { aReward } from "../loyalty/rewards/a-reward";
import { demo, until } from "./product";

const ACTOR = "staff:1";

/** What a merchant does in the admin, with the operation its page calls, on the demo's own database. */
function useDemoDatabase(): void {
  Object.assign(process.env, { DATABASE_URL: demo.databaseUrl, ENCRYPTION_KEYS: demo.encryptionKeys, SHOPIFY_API_KEY: demo.apiKey, SHOPIFY_API_SECRET: demo.apiSecret, SHOPIFY_APP_URL: `http://localhost:${demo.ports.app}` });
}

async function demoShopId(): Promise<bigint> {
  useDemoDatabase();
  return (await shopByDomain(demo.shop))!.shopId;
}

/** Offers a reward; the worker makes its codes. @returns its id. */
export async function offerReward(terms: Partial<Reward>): Promise<string> {
  const saved = await saveReward(await demoShopId(), { rewardId: null, version: 0, terms: aReward(terms), stock: null, actor: ACTOR }, new Date());
  if ("refusal" in saved) throw new Error(`the reward was refused: ${saved.refusal}`);
  return String(saved.rewardId);
}

/** Gives points to a customer as soon as they are a member. */
export async function givePoints(customerId: string, points: bigint): Promise<void> {
  const shopId = await demoShopId();
  const memberId = await until(`customer ${customerId} as a member`, () => buyerMember(shopId, customerId));
  await adjustPoints(shopId, { memberId, points, note: "walk", actor: ACTOR, commandId: randomUUID() }, new Date());
}
