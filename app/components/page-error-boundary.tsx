import { isRouteErrorResponse, useRevalidator, useRouteError } from "@remix-run/react";
import { Banner, BlockStack, Button, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** What stands in the place of a page that failed: what happened, what to do, an id for support and never the cause. */
export function PageErrorBoundary() {
  const { t } = useTranslation();
  const { revalidate, state } = useRevalidator();
  const { status, supportId } = describe(useRouteError());
  const kind = status === 404 ? "missing" : "failed";
  return (
    <Page title={t(`failure.${kind}.title`)} backAction={{ content: t("nav.home"), url: "/app" }}>
      <Banner tone={kind === "missing" ? "warning" : "critical"}>
        <BlockStack gap="200">
          <Text as="p">{t(`failure.${kind}.body`)}</Text>
          {supportId && <Text as="p">{t("failure.supportId", { id: supportId })}</Text>}
          {kind === "failed" && <div><Button onClick={revalidate} loading={state === "loading"}>{t("failure.again")}</Button></div>}
        </BlockStack>
      </Banner>
    </Page>
  );
}

function describe(error: unknown): { status: number; supportId: string | null } {
  if (!isRouteErrorResponse(error)) return { status: 500, supportId: null };
  const supportId: unknown = error.data?.supportId;
  return { status: error.status, supportId: typeof supportId === "string" ? supportId : null };
}
