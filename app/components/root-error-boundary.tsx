import { isRouteErrorResponse, useRouteError } from "@remix-run/react";

/** Last resort, outside of Polaris: it must render when nothing else does. */
export function RootErrorBoundary() {
  const error = useRouteError();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>Perennial</title>
      </head>
      <body style={{ fontFamily: "Inter, system-ui, sans-serif", maxWidth: "32rem", margin: "20vh auto", padding: "0 1.5rem" }}>
        <h1 style={{ fontSize: "1.5rem" }}>{status === 404 ? "This page does not exist" : "Something went wrong on our side"}</h1>
        <p>{status === 404 ? "The address leads nowhere in Perennial." : "Nothing of yours was lost. Load the page again in a moment."}</p>
      </body>
    </html>
  );
}
