import type { Random } from "../../../../sandbox/world/random";

const SECOND = 1000;

/** What a shopper means to do with one redemption, in milliseconds after it; and what came of it. */
export interface Story {
  id: bigint; memberId: bigint; from: number; points: bigint; onExpiry: "return" | "lapse"; validityMs: number; cancelAfter: number | null; uses: { after: number; late: boolean }[]; fate: string; canceled: boolean;
}

/** Kept, canceled or left to end; used before, meanwhile, after or never, seldom twice. */
export function drawStory(n: number, chance: Random): Story {
  const seconds = (most: number) => Math.floor(chance() * most) * SECOND;
  const ending = chance();
  const how = ending < 0.5 ? "canceled" : ending < 0.65 ? "ended" : "kept";
  const over = how === "kept" ? null : 60 * SECOND + seconds(3_600);
  const draw = chance();
  const uses: Story["uses"] = [];
  const when = over === null ? (draw < 0.8 ? "used" : "unused") : draw < 0.3 ? "used before" : draw < 0.5 ? "used meanwhile" : draw < 0.55 ? "used later" : "unused";
  if (when === "used") uses.push({ after: seconds(7_200), late: false });
  else if (when === "used before") uses.push({ after: Math.floor(chance() * over!), late: false });
  // Until it is gone; or by a checkout that was open when it went.
  else if (when === "used meanwhile") uses.push({ after: over! + Math.floor(chance() ** 2 * 300) * SECOND, late: chance() < 0.3 });
  else if (when === "used later") uses.push({ after: over! + seconds(7_200), late: true });
  if (uses.length > 0 && chance() < 0.05) uses.push({ after: uses[0]!.after + 1 + Math.floor(chance() * 5 * SECOND), late: true });
  return {
    id: BigInt(n + 1), memberId: n > 0 && chance() < 0.2 ? 2n : 1n, from: n * seconds(600), points: 50n + BigInt(Math.floor(chance() * 400)), onExpiry: chance() < 0.5 ? "lapse" : "return", validityMs: how === "ended" ? over! : 30 * 86_400 * SECOND,
    cancelAfter: how === "canceled" ? over : null, uses, fate: `${how}, ${when}`, canceled: false,
  };
}
