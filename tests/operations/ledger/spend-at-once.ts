import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { enrollMember } from "~/operations/members/enroll-member.server";
import type { TestDatabase } from "../../support/use-database";

const FUNDS = 100n;
const EACH = 10n;
const COMMANDS = 24;
const now = new Date("2026-03-02T12:00:00.000Z");

/** How 24 commands that take 10 points each, each sent twice and all at once, ended for a member with 100 points. */
export async function spendAtOnce(database: TestDatabase, shopId: bigint): Promise<{ posted: number; repeated: number; refused: number; available: bigint }> {
  const enrolled = await enrollMember(shopId, { customerId: "7", actor: "staff:1" }, now);
  if ("refusal" in enrolled) throw new Error(enrolled.refusal);
  const { memberId } = enrolled;
  await adjustPoints(shopId, { memberId, points: FUNDS, note: "funds", actor: "staff:1", commandId: "funds" }, now);
  const commands = Array.from({ length: 2 * COMMANDS }, (_, n) => ({ memberId, points: -EACH, note: "spent", actor: "staff:1", commandId: `spend ${n % COMMANDS}` }));
  const answers = await Promise.allSettled(commands.map((command) => adjustPoints(shopId, command, now)));
  const counted = { posted: 0, repeated: 0, refused: 0 };
  for (const answer of answers) {
    if (answer.status === "rejected") throw answer.reason;
    counted["refusal" in answer.value ? "refused" : answer.value.repeated ? "repeated" : "posted"] += 1;
  }
  const [wallet] = await database.asOwner<{ available: string }>(`SELECT available FROM wallet WHERE shop_id = $1 AND member_id = $2`, [shopId, memberId]);
  return { ...counted, available: BigInt(wallet!.available) };
}
