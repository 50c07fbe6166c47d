import { data } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Layout, Page } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { adminAction, adminLoader } from "~/admin/admin-route.server";
import { shownRedemptions } from "~/admin/shown-redemptions";
import { LongTitles } from "~/components/long-titles";
import { AdjustModal } from "~/components/members/adjust-modal";
import { MemberAboutCard } from "~/components/members/member-about-card";
import { MemberLedger, type LedgerEntry } from "~/components/members/member-ledger";
import { MemberLotsCard } from "~/components/members/member-lots-card";
import { MemberOrdersCard } from "~/components/members/member-orders-card";
import { MemberRedemptionsCard } from "~/components/members/member-redemptions-card";
import { MemberPockets } from "~/components/members/member-pockets";
import { MemberTierCard } from "~/components/members/member-tier-card";
import { StateModal, type StateChange } from "~/components/members/state-modal";
import { MemberStateBadge } from "~/components/points-badges";
import { useFormat } from "~/components/use-format";
import type { AdjustmentDraft } from "~/forms/adjustment";
import { adjustmentSchema } from "~/forms/adjustment-schema";
import { idParam, parseCommand } from "~/forms/parse-command.server";
import { orderWait } from "~/loyalty/orders/order-wait";
import { spendIn } from "~/loyalty/tiers/spend-in";
import { adjustPoints } from "~/operations/ledger/adjust-points.server";
import { noteView } from "~/operations/members/note-view.server";
import { setMembership } from "~/operations/members/set-membership.server";
import { memberLedger } from "~/store/admin-reads/member-ledger.server";
import { memberOrders } from "~/store/admin-reads/member-orders.server";
import { redemptionList } from "~/store/admin-reads/redemption-list.server";
import { memberPage } from "~/store/admin-reads/member-page.server";
import { programInForce } from "~/store/program/program-in-force.server";

export { keepPage as clientAction, unlessFailed as shouldRevalidate } from "~/components/failed-action";
export { PageErrorBoundary as ErrorBoundary } from "~/components/page-error-boundary";

export const loader = adminLoader(async ({ params, shop, shopId, actor, now }) => {
  const memberId = idParam(params.memberId);
  const program = await programInForce(shopId, now);
  const member = await memberPage(shopId, memberId);
  if (!member) throw data({ code: "not_found" }, { status: 404 });
  const [ledger, orders, redeemed] = await Promise.all([
    memberLedger(shopId, memberId, null), memberOrders(shopId, memberId), redemptionList(shopId, { codeId: null, memberIds: [memberId], status: "", before: null }),
  ]);
  const redemptions = { rows: shownRedemptions(redeemed.rows, { zone: shop.timezone, graceDays: program.expiry.graceDays, now }), next: redeemed.next };
  await noteView(shopId, { actor, memberId }, now);
  const { spends, ...shown } = member;
  const spentMinor = spendIn(spends, program.tiers.window, { zone: shop.timezone, moment: now.toISOString() });
  const launchedAt = shop.launchedAt?.toISOString() ?? null;
  const waits = orders.map(({ seen, processedAt, status, needs }) => orderWait({ seen, processedAt: processedAt.toISOString(), status, needs }, launchedAt));
  return { member: shown, spentMinor, ledger, redemptions, orders: orders.map((order, i) => ({ ...order, wait: waits[i]! })), tiers: program.tiers, cap: program.adjustmentCap, worth: program.worth };
});

const commandSchema = z.discriminatedUnion("intent", [
  adjustmentSchema,
  z.strictObject({ intent: z.literal("state"), change: z.enum(["exclude", "block", "re_enroll"]) }),
]);

export const action = adminAction(async ({ request, params, shopId, actor, now }) => {
  const memberId = idParam(params.memberId);
  const command = await parseCommand(request, commandSchema);
  if (command.intent === "state") {
    const state = command.change === "re_enroll" ? "member" : command.change === "exclude" ? "excluded" : "blocked";
    const answer = await setMembership(shopId, { memberId, state, actor }, now);
    if ("refusal" in answer) throw data({ code: "not_found" }, { status: 404 });
    return { ok: true as const };
  }
  const { points, requestId, reason, note } = command;
  const answer = await adjustPoints(shopId, { memberId, points: BigInt(points), note: reason, message: note || null, actor, commandId: requestId }, now);
  if (!("refusal" in answer)) return { ok: true as const, points };
  if (answer.refusal === "unknown_member") throw data({ code: "not_found" }, { status: 404 });
  return data({ ok: false as const, refusal: answer.refusal }, { status: 409 });
});

export default function Member() {
  const { t } = useTranslation();
  const format = useFormat();
  const { member, spentMinor, ledger, redemptions, orders, tiers, cap, worth } = useLoaderData<typeof loader>();
  const [adjusting, setAdjusting] = useState<AdjustmentDraft | null>(null);
  const [changing, setChanging] = useState<StateChange | null>(null);
  const name = member.name ?? member.email ?? t("members.customer", { id: member.customerId ?? "–" });
  const gone = member.state === "merged" || member.state === "redacted";
  return (
    <LongTitles>
      <Page
        title={name}
        titleMetadata={<MemberStateBadge state={member.state} />}
        subtitle={t("member.since", { date: format.date(member.enrolledAt), how: t(`member.enrolledBy.${member.enrolledBy}`, { defaultValue: member.enrolledBy }) })}
        backAction={{ content: t("nav.members"), url: "/app/members" }}
        primaryAction={gone ? undefined : { content: t("member.adjust.open"), onAction: () => setAdjusting(EMPTY) }}
        secondaryActions={gone ? [] : stateActions(member.state).map((change) => ({
          content: t(`member.change.${change}.action`), destructive: change === "block", onAction: () => setChanging(change),
        }))}
      >
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <MemberPockets pockets={member.pockets} worth={(points) => format.money((points * BigInt(worth.minor)) / BigInt(worth.points))} />
              <MemberRedemptionsCard customerId={member.customerId} redemptions={redemptions} />
              <MemberOrdersCard memberId={member.memberId} orders={orders} />
              <MemberLedger memberId={member.memberId} first={ledger} onUndo={(entry) => setAdjusting(undoing(entry, t("member.adjust.undoReason")))} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <MemberTierCard ladder={tiers.ladder} window={tiers.window} spentMinor={spentMinor} member={member} />
              <MemberLotsCard lots={member.lots} />
              <MemberAboutCard member={member} />
            </BlockStack>
          </Layout.Section>
        </Layout>
        {adjusting && <AdjustModal member={{ name, pockets: member.pockets }} cap={cap} start={adjusting} onClose={() => setAdjusting(null)} />}
        {changing && <StateModal change={changing} name={name} onClose={() => setChanging(null)} />}
      </Page>
    </LongTitles>
  );
}

const EMPTY: AdjustmentDraft = { direction: "give", points: "", reason: "", note: "" };

/** Ledgers are not corrected by erasing: the way back is the same points the other way. */
function undoing(entry: LedgerEntry, reason: string): AdjustmentDraft {
  const points = entry.change.available + entry.change.debt;
  return { direction: points > 0n ? "take" : "give", points: String(points > 0n ? points : -points), reason, note: "" };
}

function stateActions(state: string): StateChange[] {
  return state === "member" ? ["exclude", "block"] : ["re_enroll"];
}
