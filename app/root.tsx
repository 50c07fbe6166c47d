import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "@remix-run/react";
import type { loader as appLoader } from "./routes/app";

/** App Bridge stands first in the head of every admin document: Shopify measures web vitals only then. */
export default function Root() {
  const frame = useRouteLoaderData<typeof appLoader>("routes/app");
  return (
    <html lang={frame?.locale ?? "en"}>
      <head>
        {frame && <script src={frame.appBridgeUrl} data-api-key={frame.apiKey} />}
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <Outlet />
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export { RootErrorBoundary as ErrorBoundary } from "./components/root-error-boundary";
