import { useLoaderData } from "@remix-run/react";
import { Card, EmptyState, Layout, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { adminLoader } from "~/admin/admin-route.server";
import sprig from "~/components/illustrations/sprig.svg";
import { MemberFilters } from "~/components/members/member-filters";
import { MemberTable } from "~/components/members/member-table";
import { useFormat } from "~/components/use-format";
import { memberQuery } from "~/forms/member-query";
import { noteView } from "~/operations/members/note-view.server";
import { memberList } from "~/store/admin-reads/member-list.server";
import { programInForce } from "~/store/program/program-in-force.server";

export { PageErrorBoundary as ErrorBoundary } from "~/components/page-error-boundary";

export const loader = adminLoader(async ({ request, shopId, actor, now }) => {
  const query = memberQuery(new URL(request.url).searchParams);
  const [page, program] = await Promise.all([memberList(shopId, query), programInForce(shopId, now)]);
  if (page.rows.some((row) => row.name !== null || row.email !== null)) await noteView(shopId, { actor, memberId: null }, now);
  return { query, page, tiers: program.tiers.ladder.map(({ handle, name }) => ({ handle, name })) };
});

export default function Members() {
  const { t } = useTranslation();
  const format = useFormat();
  const { query, page, tiers } = useLoaderData<typeof loader>();
  const filtered = Boolean(query.search || query.tier || query.state || query.points);
  return (
    <Page title={t("nav.members")} subtitle={t("members.count", { count: page.total, total: `${format.number(page.total)}${page.more ? "+" : ""}` })} fullWidth>
      <Layout>
        <Layout.Section>
          <Card padding="0">
            {page.total === 0 && !filtered ? <NoMembers /> : (
              <>
                <MemberFilters query={query} tiers={tiers} />
                <MemberTable page={page} tiers={tiers} />
              </>
            )}
          </Card>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function NoMembers() {
  const { t } = useTranslation();
  return (
    <EmptyState heading={t("members.empty.title")} image={sprig} action={{ content: t("members.empty.action"), url: "/app" }}>
      <Text as="p">{t("members.empty.body")}</Text>
    </EmptyState>
  );
}
