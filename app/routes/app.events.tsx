import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { adminAction, adminLoader } from "~/admin/admin-route.server";
import { EventHealthStrip } from "~/components/events/event-health-strip";
import { EventTable } from "~/components/events/event-table";
import { ParkedMembersCard } from "~/components/events/parked-members-card";
import { eventQuery } from "~/forms/event-query";
import { parseCommand } from "~/forms/parse-command.server";
import { replayEvents } from "~/operations/events/replay-events.server";
import { retryCards } from "~/operations/members/retry-cards.server";
import { eventHealth, eventLog } from "~/store/admin-reads/event-log.server";
import { parkedMembers } from "~/store/admin-reads/parked-members.server";

export { PageErrorBoundary as ErrorBoundary } from "~/components/page-error-boundary";

export const loader = adminLoader(async ({ request, shop, shopId }) => {
  const query = eventQuery(new URL(request.url).searchParams);
  const [log, health, parked] = await Promise.all([eventLog(shop.domain, query), eventHealth(shop.domain), parkedMembers(shopId)]);
  return { query: { topic: query.topic, state: query.state, first: query.before === null }, log, health, parked };
});

const id = z.string().regex(/^\d{1,18}$/, "expected an id");
const commandSchema = z.discriminatedUnion("intent", [
  z.strictObject({ intent: z.literal("replay"), ids: z.array(id).min(1).max(500) }),
  z.strictObject({ intent: z.literal("replay_all") }),
  z.strictObject({ intent: z.literal("retry_members"), ids: z.array(id).min(1).max(500) }),
]);

export const action = adminAction(async ({ request, shop, shopId, actor, now }) => {
  const command = await parseCommand(request, commandSchema);
  if (command.intent === "retry_members") await retryCards(shopId, { memberIds: command.ids.map(BigInt) }, now);
  else await replayEvents(shopId, { shopDomain: shop.domain, inboxIds: command.intent === "replay" ? command.ids.map(BigInt) : null, actor }, now);
  return { ok: true };
});

export default function Events() {
  const { t } = useTranslation();
  const { query, log, health, parked } = useLoaderData<typeof loader>();
  return (
    <Page title={t("nav.events")} subtitle={t("events.subtitle")}>
      <BlockStack gap="400">
        <EventHealthStrip health={health} />
        {parked.length > 0 && <ParkedMembersCard members={parked} />}
        <EventTable rows={log.rows} next={log.next} query={query} topics={health.topics} parked={health.parked} />
      </BlockStack>
    </Page>
  );
}
