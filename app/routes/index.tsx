import { redirect, type LoaderFunctionArgs } from "@remix-run/node";

/** Shopify opens the application URL itself with `shop` and `host`; everybody else is told where the app lives. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has("shop")) throw redirect(`/app${search}`);
  return null;
}

export default function Index() {
  return (
    <main style={{ fontFamily: "Inter, system-ui, sans-serif", maxWidth: "32rem", margin: "20vh auto", padding: "0 1.5rem" }}>
      <h1 style={{ fontSize: "1.5rem" }}>Perennial</h1>
      <p>Open Perennial from the Apps list of your Shopify admin.</p>
    </main>
  );
}
