import { data } from "@remix-run/node";
import { useLoaderData, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { adminAction, adminLoader } from "~/admin/admin-route.server";
import { codesPage } from "~/admin/codes-page.server";
import { CodeFindingsCard } from "~/components/codes/code-findings-card";
import { CodeIncidentsCard } from "~/components/codes/code-incidents-card";
import { CodeTable } from "~/components/codes/code-table";
import { unlessFailed } from "~/components/failed-action";
import { codeQuery } from "~/forms/code-query";
import { parseCommand } from "~/forms/parse-command.server";
import { staffText } from "~/forms/staff-text";
import { cancelRedemption } from "~/operations/rewards/cancel-redemption.server";
import { revealCode } from "~/operations/rewards/reveal-code.server";

export { keepPage as clientAction } from "~/components/failed-action";
export { PageErrorBoundary as ErrorBoundary } from "~/components/page-error-boundary";

export const loader = adminLoader(async ({ request, shop, actor, now }) => codesPage(shop, { query: codeQuery(new URL(request.url).searchParams), actor }, now));

const id = z.string().regex(/^\d{1,18}$/, "expected an id");
const commandSchema = z.discriminatedUnion("intent", [
  z.strictObject({ intent: z.literal("reveal"), redemptionId: id }),
  z.strictObject({ intent: z.literal("cancel"), redemptionId: id, reason: staffText.optional() }),
]);

/** The member's page sends its commands here, too. */
export const action = adminAction(async ({ request, shopId, actor, now }) => {
  const command = await parseCommand(request, commandSchema);
  const redemptionId = BigInt(command.redemptionId);
  if (command.intent === "reveal") {
    const code = await revealCode(shopId, { redemptionId, actor }, now);
    if (code === null) throw data({ code: "not_found" }, { status: 404 });
    return { ok: true as const, code };
  }
  const redemption = await cancelRedemption(shopId, { redemptionId, customerId: null, actor, reason: "canceled_by_staff", note: command.reason || null }, now);
  if (!redemption) throw data({ code: "not_found" }, { status: 404 });
  // As it was asked for: somebody else may have canceled it before, for a reason of theirs, or its code may have ended. Asking twice is no difference.
  const canceled = redemption.closingReason === "canceled_by_staff" && redemption.closingActor === actor && redemption.closingNote === (command.reason || null) && redemption.status !== "burned";
  return canceled ? { ok: true as const, status: redemption.status } : data({ ok: false as const, status: redemption.status }, { status: 409 });
});

/** Looking at a code changes nothing, so nothing is read again. */
export const shouldRevalidate = (args: ShouldRevalidateFunctionArgs) => !isReveal(args.json) && unlessFailed(args);

const isReveal = (json: unknown) => typeof json === "object" && json !== null && "intent" in json && json.intent === "reveal";

export default function Codes() {
  const { t } = useTranslation();
  const { query, page, found, incidents, findings } = useLoaderData<typeof loader>();
  // Who looks for something finds that first.
  const plain = query.first && query.search === "" && query.status === "";
  return (
    <Page title={t("nav.codes")} subtitle={t("codes.subtitle")}>
      <BlockStack gap="400">
        {plain && incidents.length > 0 && <CodeIncidentsCard incidents={incidents} />}
        {plain && findings.length > 0 && <CodeFindingsCard findings={findings} />}
        <CodeTable query={query} page={page} found={found} />
      </BlockStack>
    </Page>
  );
}
