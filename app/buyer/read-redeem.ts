import type { BuyerCommand } from "./read-command";
import { refusal } from "./refusal";

/** Where a shopper redeems. */
const SURFACES = ["panel", "cart", "product", "checkout", "account"];
const MOST_POINTS = 20_000_000_000;

export interface RedeemRequest { requestId: string; rewardId: bigint; points: number; surface: string }

const FIELDS: Record<string, { expected: string; fits: (value: unknown) => boolean }> = {
  rewardId: { expected: "the id of a reward as text", fits: (value) => typeof value === "string" && /^[1-9]\d{0,17}$/.test(value) },
  points: { expected: "a whole number of points, the price that was shown", fits: (value) => Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= MOST_POINTS },
  surface: { expected: SURFACES.join(", "), fits: (value) => SURFACES.includes(value as string) },
};

/**
 * What a shopper wants for which price. Who they are is not theirs to say: any other field is refused.
 * @throws Response 400
 */
export function readRedeem({ requestId, body }: BuyerCommand): RedeemRequest {
  const foreign = Object.keys(body).find((name) => !Object.hasOwn(FIELDS, name));
  if (foreign !== undefined) throw refusal(400, "field_unknown", `field ${foreign.slice(0, 40)} is not known: expected ${Object.keys(FIELDS).join(", ")}`);
  for (const [name, { expected, fits }] of Object.entries(FIELDS)) {
    if (!fits(body[name])) throw refusal(400, "field_wrong", `field ${name} ${body[name] === undefined ? "is missing" : JSON.stringify(body[name]).slice(0, 40)}: expected ${expected}`);
  }
  return { requestId, rewardId: BigInt(body.rewardId as string), points: body.points as number, surface: body.surface as string };
}
