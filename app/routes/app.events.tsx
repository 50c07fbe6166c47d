import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { adminAction, adminLoader } from "~/admin/admin-route.server";
import { DeliveryDelayCard } from "~/components/events/delivery-delay-card";
import { EventHealthStrip } from "~/components/events/event-health-strip";
import { EventTable } from "~/components/events/event-table";
import { ParkedEventsCard } from "~/components/events/parked-events-card";
import { ParkedMembersCard } from "~/components/events/parked-members-card";
import { useReplay } from "~/components/events/use-replay";
import { eventQuery } from "~/forms/event-query";
import { parseCommand } from "~/forms/parse-command.server";
import { replayEvents } from "~/operations/events/replay-events.server";
import { retryCards } from "~/operations/members/retry-cards.server";
import { deliveryDelay } from "~/store/admin-reads/delivery-delay.server";
import { eventHealth, eventLog } from "~/store/admin-reads/event-log.server";
import { parkedByKind } from "~/store/admin-reads/parked-by-kind.server";
import { parkedMembers } from "~/store/admin-reads/parked-members.server";

export { keepPage as clientAction, unlessFailed as shouldRevalidate } from "~/components/failed-action";
export { PageErrorBoundary as ErrorBoundary } from "~/components/page-error-boundary";

export const loader = adminLoader(async ({ request, shop, shopId }) => {
  const query = eventQuery(new URL(request.url).searchParams);
  const [log, health, delay, kinds, members] = await Promise.all([
    eventLog(shop.domain, query), eventHealth(shop.domain), deliveryDelay(shop.domain), parkedByKind(shop.domain), parkedMembers(shopId),
  ]);
  return { query: { topic: query.topic, state: query.state, kind: query.kind, first: query.before === null }, log, health, delay, kinds, members };
});

const id = z.string().regex(/^\d{1,18}$/, "expected an id");
const commandSchema = z.discriminatedUnion("intent", [
  z.strictObject({ intent: z.literal("replay"), ids: z.array(id).min(1).max(500) }),
  z.strictObject({ intent: z.literal("replay_kind"), kind: z.string().min(1).max(500) }),
  z.strictObject({ intent: z.literal("retry_members"), ids: z.array(id).min(1).max(500) }),
]);

export const action = adminAction(async ({ request, shop, shopId, actor, now }) => {
  const command = await parseCommand(request, commandSchema);
  if (command.intent === "retry_members") {
    await retryCards(shopId, { memberIds: command.ids.map(BigInt) }, now);
    return { ok: true as const };
  }
  const which = command.intent === "replay" ? { inboxIds: command.ids.map(BigInt) } : { inboxIds: null, kind: command.kind };
  const { replayed } = await replayEvents(shopId, { shopDomain: shop.domain, ...which, actor }, now);
  return { ok: true as const, replayed };
});

export default function Events() {
  const { t } = useTranslation();
  const { query, log, health, delay, kinds, members } = useLoaderData<typeof loader>();
  const replay = useReplay();
  return (
    <Page title={t("nav.events")} subtitle={t("events.subtitle")}>
      <BlockStack gap="400">
        <EventHealthStrip health={health} />
        {kinds.length > 0 && <ParkedEventsCard kinds={kinds} replay={replay} />}
        {members.length > 0 && <ParkedMembersCard members={members} />}
        {delay.length > 0 && <DeliveryDelayCard slices={delay} />}
        <EventTable rows={log.rows} next={log.next} query={query} topics={health.topics} replay={replay} />
      </BlockStack>
    </Page>
  );
}
