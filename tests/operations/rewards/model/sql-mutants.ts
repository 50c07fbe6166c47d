import type { SqlDefect } from "../../model/mutate-sql";
import type { EPISODES } from "./episodes";

/** A defect of the statements of redeeming, and the episode that walks into it. */
export interface RewardSqlMutant extends SqlDefect {
  by: keyof typeof EPISODES;
  /** Tables whose rows of other shops are to be seen, so that the statement's own condition is all there is. */
  unguarded?: string[];
}

const by = (episode: RewardSqlMutant["by"], ...pieces: SqlDefect["pieces"]): RewardSqlMutant => ({ by: episode, pieces });
const unguarded = (tables: string[], mutant: RewardSqlMutant): RewardSqlMutant => ({ ...mutant, unguarded: tables });

export const REWARD_SQL_MUTANTS: Record<string, RewardSqlMutant> = {
  // Codes.
  "any-code-is-handed-out": by("dry", ["c.state = 'free' AND NOT EXISTS", "true AND NOT EXISTS"]),
  "a-code-of-another-reward": by("dry", ["pool_id = $2 AND state = 'open' FOR SHARE", "pool_id >= $2 - 1000000 AND state = 'open' FOR SHARE"], ["c.pool_id = $4 AND c.state", "c.pool_id >= $4 - 1000000 AND c.state"]),
  "a-code-handed-out-stays-free": by("manyOpen", ["UPDATE code c SET state = 'issued'", "UPDATE code c SET state = c.state"]),
  "states-of-codes-not-kept": by("endings", ["UPDATE code c SET state = CASE WHEN", "UPDATE code c SET state = CASE WHEN true THEN c.state WHEN"]),
  "a-closing-code-is-still-issued": by("endings", ["UPDATE code c SET state = 'closing'", "UPDATE code c SET state = c.state"]),
  "nobody-knows-whose-code-it-is": by("endings", ["LEFT JOIN redemption r ON r.shop_id = c.shop_id AND r.code_id = c.code_id\n     WHERE c.shop_id = $1 AND c.hash", "LEFT JOIN redemption r ON false\n     WHERE c.shop_id = $1 AND c.hash"]),
  "codes-of-a-deleted-order-forgotten": by("deletedUnseen", ["u.order_id = ANY", "false AND u.order_id = ANY"]),
  "a-lost-discount-still-gives": by("lost", ["SET state = 'lost'", "SET state = state"]),
  // Orders that show them.
  "uses-not-looked-at": by("usedTwice", ["FROM code_use WHERE shop_id = $1 AND code_id = ANY", "FROM code_use WHERE false AND shop_id = $1 AND code_id = ANY"]),
  "the-first-refund-stays": by("usedTwice", ["SET undone = excluded.undone", "SET undone = code_use.undone"]),
  "a-reading-forgets-refunds": by("usedTwice", ["ON CONFLICT DO NOTHING RETURNING 1", "ON CONFLICT (shop_id, code_id, order_id) DO UPDATE SET undone = 0 RETURNING 1"]),
  // Whose time has come.
  "given-back-a-day-late": by("goneTwice", ["status = 'closing' AND code_gone_at <= $2", "status = 'closing' AND code_gone_at <= $2::timestamptz - interval '1 day'"]),
  "gone-before-it-was-asked-for": by("goneTwice", ["AND redemption_id = ANY($3::bigint[]) AND status = 'closing' AND code_gone_at IS NULL", "AND redemption_id = ANY($3::bigint[]) AND code_gone_at IS NULL"]),
  "gone-anew-each-time": by("goneTwice", ["AND redemption_id = ANY($3::bigint[]) AND status = 'closing' AND code_gone_at IS NULL", "AND redemption_id = ANY($3::bigint[]) AND status = 'closing'"]),
  "codes-never-end": by("endings", ["status = 'issued' AND expires_at <= $2 ORDER BY", "status = 'issued' AND expires_at <= $2 AND false ORDER BY"]),
  "codes-end-before-their-time": by("newPrice", ["status = 'issued' AND expires_at <= $2 ORDER BY", "status = 'issued' AND issued_at < $2 ORDER BY"]),
  "the-youngest-first": by("dry", ["state = 'free') ORDER BY redemption_id LIMIT", "state = 'free') ORDER BY redemption_id DESC LIMIT"]),
  "an-issued-code-without-end": by("dry", ["issued_at = $2, expires_at = $3", "issued_at = $2, expires_at = CASE WHEN $3::timestamptz IS NULL THEN now() END"]),
  "waiting-on-a-closed-pool": by("newTerms", ["p.state IN ('retired', 'closed', 'lost')\n       AND NOT EXISTS", "p.state IN ('closed', 'lost')\n       AND NOT EXISTS"]),
  "waiting-on-a-lost-pool": by("lost", ["p.state IN ('retired', 'closed', 'lost')\n       AND NOT EXISTS", "p.state IN ('retired', 'closed')\n       AND NOT EXISTS"]),
  "moved-nowhere": by("newTerms", ["SET pool_id = $1 WHERE", "SET pool_id = coalesce(pool_id, $1) WHERE"]),
  // Redemptions.
  "requests-not-remembered": by("mergedWithCode", ["WHERE k.shop_id = $1 AND k.request_key = $2", "WHERE false AND k.shop_id = $1 AND k.request_key = $2"]),
  "wrong-lot": by("takenBackByAndBy", ["SELECT redemption_id, lot_id, points, restored FROM redemption_lot", "SELECT redemption_id, max(lot_id) OVER (PARTITION BY redemption_id) AS lot_id, points, restored FROM redemption_lot"]),
  "parts-come-back-again": by("takenBackByAndBy", ["SELECT redemption_id, lot_id, points, restored FROM redemption_lot", "SELECT redemption_id, lot_id, points, 0::bigint AS restored FROM redemption_lot"]),
  "parts-stay-when-they-came-back": by("endings", ["DELETE FROM redemption_lot WHERE shop_id", "DELETE FROM redemption_lot WHERE false AND shop_id"]),
  "restored-parts-not-kept": by("takenBackByAndBy", ["SET points = excluded.points, restored = excluded.restored", "SET points = excluded.points"]),
  "charged-parts-not-kept": by("lateUse", ["ON CONFLICT (shop_id, redemption_id, lot_id) DO UPDATE", "WHERE false ON CONFLICT (shop_id, redemption_id, lot_id) DO UPDATE"]),
  "what-it-cost-not-kept": by("endings", ["spent = x.spent, restored = x.restored, resolved_at", "restored = x.restored, resolved_at"]),
  "what-came-back-not-kept": by("takenBackByAndBy", ["spent = x.spent, restored = x.restored, resolved_at", "spent = x.spent, resolved_at"]),
  "outcome-not-kept": by("endings", ["SET status = x.status, spent", "SET status = r.status, spent"]),
  // Rewards.
  "given-back-counts-for-each": by("counted", ["o.reward_id = $12 AND o.status <> 'voided'", "o.reward_id = $12"]),
  "each-may-once-for-ever": by("countedAnew", ["IS NULL OR o.created_at > $13", "IS NULL OR o.created_at <> $13"]),
  "what-others-have-counts": by("counted", ["AND o.member_id = m.member_id) o", "AND o.member_id >= m.member_id - 1000000) o"]),
  "closing-is-not-open": by("manyOpen", ["o.status IN ('held', 'issued', 'closing')", "o.status IN ('held', 'issued')"]),
  "waiting-is-not-open": by("manyOpen", ["o.status IN ('held', 'issued', 'closing')", "o.status IN ('issued', 'closing')"]),
  "not-counted-against-all-together": by("counted", ["SET taken = w.taken + 1", "SET taken = w.taken"]),
  "not-taken-from-the-stock": by("counted", ["stock = w.stock - 1", "stock = w.stock"]),
  "given-back-is-still-counted": by("counted", ["taken = greatest(0, r.taken - x.n)", "taken = r.taken"]),
  "given-back-is-not-in-stock": by("counted", ["stock = r.stock + x.n", "stock = r.stock"]),
  "two-given-back-count-once": by("counted", ["SELECT id, count(*) AS n FROM unnest", "SELECT id, 1::bigint AS n FROM unnest"]),
  "those-before-do-not-count": by("countedAnew", ["r.reward_id = $5 AND r.status <> 'voided')", "r.reward_id = $5 AND r.created_at > now())"]),
  "given-back-counts-for-all": by("countedAnew", ["r.status <> 'voided')", "true)"]),
  "restocked-to-no-avail": by("countedAnew", ["stock = $2, updated_at", "stock = coalesce(stock, $2), updated_at"]),
  "paused-is-active": by("pausedAndEnded", ["UPDATE reward SET state = $1", "UPDATE reward SET state = coalesce(state, $1)"]),
  "codes-of-other-terms": by("newTerms", ["reward_id = $2 AND terms_key = $3 AND state IN", "reward_id = $2 AND terms_key >= left($3, 1) AND state IN"]),
  "retired-pools-are-among-them": by("newTerms", ["AND c.state IN ('planned', 'creating', 'open')) AS pools", ") AS pools"]),
  "old-terms-still-give": by("newTerms", ["AND NOT terms_key = ANY", "AND terms_key IS NULL AND NOT terms_key = ANY"]),
  "retired-pools-still-give": by("leaked", ["UPDATE code_pool SET state = 'retired'", "UPDATE code_pool SET state = state"]),
  "closed-under-who-waits": by("pausedAndEnded", ["AND NOT EXISTS (SELECT 1 FROM redemption r WHERE r.shop_id = p.shop_id AND r.pool_id = p.pool_id AND r.status = 'held')", ""]),
  "ended-is-not-seen": by("pausedAndEnded", ["SELECT p.pool_id, p.terms_key, w.state, v.terms", "SELECT p.pool_id, p.terms_key, 'active' AS state, v.terms"]),
  "old-terms-are-todays": by("newTerms", ["SELECT p.pool_id, p.terms_key, w.state, v.terms", "SELECT p.pool_id, p.terms_key, w.state, jsonb_set(v.terms, '{value,minor}', p.terms->'value'->'minor') AS terms"]),
  // Lots, wallets, members.
  "lots-of-a-redemption-not-loaded": by("takenBackByAndBy", ["WHERE shop_id = $1 AND lot_id = ANY($2::bigint[]) ORDER BY lot_id", "WHERE shop_id = $1 AND lot_id = ANY($2::bigint[]) AND free > 0 ORDER BY lot_id"]),
  "spent-lots-stay-behind": by("mergedWithCode", ["OR held > 0 OR spent > 0) ORDER BY lot_id", "OR held > 0) ORDER BY lot_id"]),
  "the-wallet-holds-nothing": by("endings", ["held = w.held + x.held", "held = w.held"]),
  "the-lot-holds-nothing": by("endings", ["held = l.held + x.held", "held = l.held"], ["free = l.free + x.free", "free = l.free"]),
  "no-days-of-grace": by("comesBackOver", ["UPDATE lot l SET expires_at = x.expires_at", "UPDATE lot l SET expires_at = l.expires_at"]),
  "grace-again-and-again": by("graceOnce", ["first_end = coalesce(l.first_end, l.expires_at)", "first_end = NULL"]),
  "grace-once-for-all": by("graceOnce", ["first_end = coalesce(l.first_end, l.expires_at)", "first_end = '2000-01-01'"]),
  "points-never-end": by("comesBackOver", ["free > 0 AND expires_at <= $2 GROUP BY", "free > 0 AND expires_at <= $2 AND false GROUP BY"]),
  "merge-leaves-redemptions-behind": by("mergedWithCode", ["UPDATE redemption SET member_id = $1", "UPDATE redemption SET member_id = coalesce(member_id, $1)"]),
  "forgotten-but-waiting": by("forgotten", ["status IN ('held', 'issued', 'closing') ORDER BY redemption_id", "status IN ('issued', 'closing') ORDER BY redemption_id"]),
  "forgotten-but-with-a-code": by("forgotten", ["status IN ('held', 'issued', 'closing') ORDER BY redemption_id", "status IN ('held', 'closing') ORDER BY redemption_id"]),
  "nobody-is-forgotten": by("forgotten", ["AND member_id = ANY($2::bigint[]) AND state = 'redacted'", "AND member_id = ANY($2::bigint[]) AND state = 'never'"]),
  // With row-level security off each statement's own condition is one of several: a shop is safe while any of them holds.
  "nobody-asks-whose-shop-it-is": unguarded(["redemption", "wallet"], by("endings",
    ["WHERE shop_id = $1 AND status = 'closing' AND code_gone_at <=", "WHERE $1::bigint > 0 AND status = 'closing' AND code_gone_at <="],
    ["FROM redemption WHERE shop_id = $1 AND redemption_id = ANY($2::bigint[]) ORDER BY redemption_id FOR", "FROM redemption WHERE $1::bigint > 0 AND redemption_id = ANY($2::bigint[]) ORDER BY redemption_id FOR"],
    ["FROM wallet WHERE shop_id = $1 AND member_id = ANY", "FROM wallet WHERE $1::bigint > 0 AND member_id = ANY"])),
};
