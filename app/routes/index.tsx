import { redirect, type LoaderFunctionArgs } from "@remix-run/node";

export { OpenFromAdmin as default } from "~/components/open-from-admin";

/** Shopify opens the application URL itself with `shop` and `host`; everybody else is told where the app lives. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has("shop")) throw redirect(`/app${search}`);
  return null;
}
