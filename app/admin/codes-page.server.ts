import type { CodeQuery } from "~/forms/code-query";
import { noteView } from "~/operations/members/note-view.server";
import { codeByHash, codeFindings, codeIncidents } from "~/store/admin-reads/code-incidents.server";
import { memberIdsFound } from "~/store/admin-reads/member-list.server";
import { redemptionList } from "~/store/admin-reads/redemption-list.server";
import { programInForce } from "~/store/program/program-in-force.server";
import { shopHasher } from "~/store/shops/shop-hasher.server";
import type { Shop } from "~/store/shops/shop-by-domain.server";
import { shownRedemptions } from "./shown-redemptions";

/** Redemptions with their codes as the address asks for them, and what should not have happened. A search is a code, else a member. */
export async function codesPage(shop: Shop, { query, actor }: { query: CodeQuery; actor: string }, now: Date) {
  const { shopId, timezone } = shop;
  const { search, status, before } = query;
  const code = search === "" ? null : await codeByHash(shopId, (await shopHasher(shopId)).code(search));
  const memberIds = search === "" || code ? null : await memberIdsFound(shopId, search);
  const [list, incidents, findings, program] = await Promise.all([
    redemptionList(shopId, { codeId: code?.codeId ?? null, memberIds, status, before }), codeIncidents(shopId, now), codeFindings(shopId, now), programInForce(shopId, now),
  ]);
  if (list.rows.some(({ memberName }) => memberName !== null)) await noteView(shopId, { actor, memberId: null }, now);
  return {
    query: { search, status, first: before === null },
    page: { rows: shownRedemptions(list.rows, { zone: timezone, graceDays: program.expiry.graceDays, now }), next: list.next },
    // A code that was never handed out has no redemption to show.
    found: code && list.rows.length === 0 && status === "" ? { state: code.state, reward: code.reward } : null,
    incidents, findings,
  };
}
