import { data } from "@remix-run/node";
import { adminLoader } from "~/admin/admin-route.server";
import { idParam } from "~/forms/parse-command.server";
import { fetchExport } from "~/operations/compliance/fetch-export.server";

/** The export of a data request as a file. Every download is noted; no browser and nothing between keeps a copy. */
export const loader = adminLoader(async ({ params, shopId, actor, now }) => {
  const requestId = idParam(params.requestId);
  const document = await fetchExport(shopId, { actor, requestId }, now);
  if (!document) throw data({ code: "not_found" }, { status: 404 });
  return new Response(new Uint8Array(document), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="customer-data-${requestId}.json"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
});
