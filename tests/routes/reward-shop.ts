import { randomUUID } from "node:crypto";
import type { Reward } from "~/loyalty/rewards/reward";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { enrollMember } from "~/operations/members/enroll-member.server";
import { saveReward } from "~/operations/rewards/save-reward.server";
import { aReward } from "../loyalty/rewards/a-reward";
import { memberIdOf } from "../support/expect-books";
import type { TestDatabase } from "../support/use-database";

/** A reward on offer; its id as the buyer API writes it. */
export async function offered(shopId: bigint, terms: Partial<Reward>): Promise<string> {
  const saved = await saveReward(shopId, { rewardId: null, version: 0, terms: aReward(terms), stock: null, actor: "staff:1" }, new Date());
  if ("refusal" in saved) throw new Error(saved.refusal);
  return String(saved.rewardId);
}

let customers = 100;

/** The customer id of a member of their own for each test, so that limits of one do not reach another. */
export async function memberWith(database: TestDatabase, shopId: bigint, points: bigint): Promise<string> {
  const customer = String(++customers);
  await enrollMember(shopId, { customerId: customer, actor: "customer" }, new Date());
  const memberId = await memberIdOf(database, shopId, customer);
  if (points > 0n) await adjustPoints(shopId, { memberId, points, note: "test", actor: "staff:1", commandId: randomUUID() }, new Date());
  return customer;
}
