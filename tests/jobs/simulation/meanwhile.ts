import { receiveRequest } from "~/operations/compliance/receive-request.server";
import { redactCustomer } from "~/operations/compliance/redact-customer.server";
import { mergeCustomers } from "~/operations/members/merge-customers.server";
import { saveReward } from "~/operations/rewards/save-reward.server";
import { setRewardState } from "~/operations/rewards/set-reward-state.server";
import { aReward } from "../../loyalty/rewards/a-reward";
import { customerOf } from "./lives";
import type { Lived, Simulation } from "./simulate";

const DAY = 86_400_000;
/** What has two days of life is over after this night, and so are the points that end. */
const A_NIGHT = 2.5 * DAY;
export const LOTS_END_MS = DAY;

/** The first is edited; the second, whose codes end, is paused; the third, whose points end with its codes, is ended. */
export const TERMS = [
  { value: { kind: "amount_off", minor: 500 } }, { value: { kind: "amount_off", minor: 700 }, validityDays: 1 }, { value: { kind: "amount_off", minor: 900 }, validityDays: 1, onExpiry: "lapse" },
] as const;

/** What merchant, customers and time do while codes wait, are out and go back: at these rounds. */
export async function meanwhile({ shopId, clock, rewards }: Simulation, all: readonly Lived[], round: number): Promise<void> {
  const [edited, paused, ended] = rewards as [bigint, bigint, bigint];
  const set = async (rewardId: bigint, state: "active" | "paused" | "ended") => expectSaved(await setRewardState(shopId, { rewardId, state, actor: "staff:1" }, clock.now()));
  if (round === 4) await set(paused, "paused");
  if (round === 5) expectSaved(await saveReward(shopId, { rewardId: edited, version: 1, terms: aReward({ value: { kind: "amount_off", minor: 600 } }), stock: null, actor: "staff:1" }, clock.now()));
  if (round === 7) await set(paused, "active");
  if (round === 8) await merge(customerOf(1), customerOf(0));
  if (round === 13) await forget(customerOf(2));
  if (round === 14) await set(ended, "ended");
  if (round === 15) await clock.pass(A_NIGHT);

  async function merge(fromCustomerId: string, intoCustomerId: string): Promise<void> {
    await mergeCustomers(shopId, { fromCustomerId, intoCustomerId }, clock.now());
    for (const life of all) if (life.customerId === fromCustomerId) life.customerId = intoCustomerId;
  }

  /** What they have open ends, and nobody asks for it any more. */
  async function forget(customerId: string): Promise<void> {
    const { requestId } = await receiveRequest(shopId, { kind: "customer_redact", key: "forgotten", subject: { customerId, email: null, orderIds: [] } }, clock.now());
    await redactCustomer(shopId, requestId, clock.now());
    for (const life of all) if (life.customerId === customerId) Object.assign(life, { canceled: true, cancelAt: life.redemptionId === null ? null : round, forgotten: true });
  }
}

function expectSaved(answer: object): void {
  if ("refusal" in answer) throw new Error(`the merchant is refused: ${String(answer.refusal)}`);
}
