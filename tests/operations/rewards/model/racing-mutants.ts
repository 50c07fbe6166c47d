import type { SqlDefect } from "../../model/mutate-sql";
import type { Gust } from "./storm";

/** `among`: what has to meet for the defect to show. */
export interface RacingMutant extends SqlDefect { among: [Gust["do"], ...Gust["do"][]] }

const when = (among: RacingMutant["among"], ...pieces: SqlDefect["pieces"]): RacingMutant => ({ among, pieces });

/** Defects of redeeming that only transactions at once can show. */
export const RACING_MUTANTS: Record<string, RacingMutant> = {
  "codes-not-locked": when(["redeem", "issue", "stock"], ["ORDER BY c.code_id LIMIT 1 FOR UPDATE OF c SKIP LOCKED", "ORDER BY c.code_id LIMIT 1"]),
  "wallets-not-locked": when(["redeem", "redeem_same"], ["ORDER BY member_id FOR NO KEY UPDATE", "ORDER BY member_id"], ["$4), $5))) FOR NO KEY UPDATE", "$4), $5)))"]),
  "edits-not-locked": when(["edit", "edit_terms"], ["FROM reward WHERE shop_id = $1 AND reward_id = $2 FOR UPDATE", "FROM reward WHERE shop_id = $1 AND reward_id = $2"],
    ["SELECT pg_advisory_xact_lock(hashtextextended($1, 2))", "SELECT $1::text"]),
  "waiting-not-locked": when(["issue", "issue", "stock"], ["LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED", "LIMIT $2"]),
  "closing-whatever-it-is": when(["use", "expire"], ["AND status = 'issued' RETURNING code_id", "RETURNING code_id"]),
  "free-codes-dropped-whatever-they-are": when(["sweep", "redeem"], ["AND code_id = ANY($2::bigint[]) AND state = 'free' RETURNING", "AND code_id = ANY($2::bigint[]) RETURNING"]),
};
