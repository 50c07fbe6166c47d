import { adminLoader } from "~/admin/admin-route.server";
import { idParam } from "~/forms/parse-command.server";
import { memberLedger } from "~/store/admin-reads/member-ledger.server";

/** Older entries of a member's ledger, fetched by its page. */
export const loader = adminLoader(async ({ request, params, shopId }) => {
  const before = idParam(new URL(request.url).searchParams.get("before") ?? undefined);
  return { ledger: await memberLedger(shopId, idParam(params.memberId), before) };
});
