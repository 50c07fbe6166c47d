import type { OrderFact } from "~/loyalty/orders/order-fact";
import type { Program } from "~/loyalty/program/program";
import type { OpenDriver } from "../../loyalty/model/driver";
import { InMemoryDriver } from "../../loyalty/model/in-memory-driver";
import { MUTANTS as CORE_MUTANTS } from "../../loyalty/model/mutants";
import { runModel } from "../../loyalty/model/run-model";
import type { SqlDefect } from "./mutate-sql";
import type { ModelRun } from "./play";
import type { PostgresDriver } from "./postgres-driver";

/** `where`: the kind of run that can show the defect, judged in memory, where a run costs next to nothing. */
export interface SqlMutant extends SqlDefect { where?: (run: ModelRun) => Promise<boolean> }

const defect = (...pieces: SqlDefect["pieces"]): SqlMutant => ({ pieces });
const shownBy = (where: SqlMutant["where"], mutant: SqlMutant): SqlMutant => ({ ...mutant, where });

/** Points of two members with a history were merged, and an order of the survivor was taken back later. */
async function mergesPoints(run: ModelRun): Promise<boolean> {
  const { state } = await runModel(async (setup) => new InMemoryDriver(setup), run, { everyStep: false });
  const merged = state.transactions.findIndex(({ kind }) => kind === "merge_in");
  const survivor = state.transactions[merged]?.memberId;
  const [before, after] = [state.transactions.slice(0, Math.max(0, merged)), state.transactions.slice(merged)];
  return merged >= 0 && before.some(({ memberId }) => memberId === survivor) && after.some(({ kind, memberId }) => kind === "clawback" && memberId === survivor);
}

const killsInMemory = (open: OpenDriver) => (run: ModelRun) => runModel(open, run).then(() => false, () => true);
/** Runs that kill a defect of the core which shows in the same circumstances. */
const killsCore = (mutant: keyof typeof CORE_MUTANTS) => killsInMemory(async (setup) => new InMemoryDriver(setup, CORE_MUTANTS[mutant]!()));
/** Every version counts from ever on. */
class TodaysProgram extends InMemoryDriver {
  override changeProgram(program: Program): Promise<void> {
    return super.changeProgram(program, "2000-01-01T00:00:00.000Z");
  }
}
const meetsLateNews = killsInMemory(async (setup) => new TodaysProgram(setup));

/** Defects between the pure core and the tables, met by runs of single commands. */
export const SQL_MUTANTS: Record<string, SqlMutant> = {
  "posted-twice-under-another-key": defect(
    ["SELECT order_id, fact, basis, accrued, reversed,", "SELECT order_id, fact, basis, 0::bigint AS accrued, 0::bigint AS reversed,"],
    ["member_id, kind, key, fingerprint, reason, vals,", "member_id, kind, key || '~' || gen_random_uuid(), fingerprint, reason, vals,"],
    ["JOIN t USING (key)", "JOIN (SELECT txn_id, split_part(key, '~', 1) AS key FROM t) t USING (key)"],
  ),
  "release-skipped": defect(["pending > 0 AND release_at <=", "pending > 1000000 AND release_at <="]),
  "facts-not-kept": defect(["fact = x.fact", "fact = o.fact"]),
  "totals-not-kept": defect(["reversed = x.reversed, settled_at", "reversed = o.reversed, settled_at"]),
  "claimed-order-not-kept": shownBy(killsCore("guest-never-claimed"), defect(["member_id = x.member_id, email_hash", "member_id = o.member_id, email_hash"])),
  "basis-priced-anew": shownBy(killsCore("priced-by-todays-tier"), defect(["basis = x.basis", "basis = NULL"])),
  "priced-by-todays-program": shownBy(meetsLateNews, defect(["SELECT program, effective_from FROM program_version", "SELECT program, '2000-01-01'::timestamptz AS effective_from FROM program_version"])),
  "tier-forgotten": shownBy(killsCore("tier-multiplier-forgotten"), defect(["t.effective_at < x.processed_at", "t.effective_at < '1900-01-01'"])),
  "wallet-misses-pending": defect(["pending = w.pending + x.pending", "pending = w.pending"]),
  "wallet-forgives-debt": defect(["debt = w.debt + x.debt", "debt = least(0, w.debt + x.debt + 1)"]),
  "lot-keeps-its-points": defect(["free = l.free + x.free", "free = l.free"], ["reversed = l.reversed + x.reversed", "reversed = l.reversed"], ["repaid = l.repaid + x.repaid", "repaid = l.repaid"]),
  "dispute-does-not-stop-the-release": shownBy(killsCore("open-dispute-releases"), defect(["release_at = x.release_at", "release_at = l.release_at"])),
  "spent-lots-still-count": defect(["(pending > 0 OR free > 0 OR held > 0) ORDER BY lot_id", "pending > 0 ORDER BY lot_id"]),
  "adjustment-forgets-its-key": defect([`SELECT member_id, fingerprint, "values" FROM ledger_transaction WHERE`, `SELECT member_id, fingerprint, "values" FROM ledger_transaction WHERE false AND`]),
  "merge-leads-nowhere": shownBy(mergesPoints, defect(["coalesce(r.to_customer_id, x.id)", "x.id"], ["CASE WHEN r.to_customer_id IS NULL THEN x.id ELSE r.to_customer_id END", "x.id"])),
  "merge-leaves-lots-behind": shownBy(mergesPoints, defect(["SET member_id = x.member_id, pending", "SET member_id = l.member_id, pending"])),
  "merge-leaves-orders-behind": shownBy(mergesPoints, defect(["member_id = coalesce(", "member_id = coalesce(member_id, "])),
  "one-point-out-of-nothing": defect(["x.account, x.member_id, x.delta", "x.account, x.member_id, x.delta + (x.account = 'available')::int"]),
};

/** Defects that only two transactions at once can show. */
export const RACING_MUTANTS: Record<string, SqlDefect> = {
  "orders-not-locked": defect(["= ANY($2::text[])\n     ORDER BY order_id FOR NO KEY UPDATE", "= ANY($2::text[])\n     ORDER BY order_id"]),
  "balances-overwritten": defect(["ORDER BY member_id FOR NO KEY UPDATE", "ORDER BY member_id"], ["pending = w.pending + x.pending", "pending = x.pending"]),
};

/** A door that gives every delivery of a refund another id. */
export function renamesRefunds(fact: OrderFact, copy: number): OrderFact {
  return { ...fact, refunds: fact.refunds.map((refund) => ({ ...refund, refundId: `${refund.refundId}${copy}` })) };
}

/** Drivers that do something else than they were told. */
export const DRIVER_MUTANTS: Record<string, { where?: SqlMutant["where"]; wrap: (driver: PostgresDriver) => PostgresDriver }> = {
  "duplicates-are-new-refunds": {
    where: killsCore("refund-not-idempotent"),
    wrap: (driver) => {
      let delivery = 0;
      return { ...driver, deliver: (facts, now) => driver.deliver(facts.map((fact) => renamesRefunds(fact, (delivery += 1))), now) };
    },
  },
  "release-before-its-time": { where: killsCore("spend-pending"), wrap: (driver) => ({ ...driver, release: (now) => driver.release(new Date(Date.parse(now) + 2 * 86_400_000).toISOString()) }) },
  "merge-the-wrong-way": { where: mergesPoints, wrap: (driver) => ({ ...driver, merge: (loser, survivor, now) => driver.merge(survivor, loser, now) }) },
  "answers-but-does-not-post": { wrap: (driver) => ({ ...driver, adjust: async (command, now) => (command.points > 0n && command.points <= 1000n && command.note !== "" ? "posted" : driver.adjust(command, now)) }) },
};
