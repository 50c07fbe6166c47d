import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  plugins: [
    remix({
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_lazyRouteDiscovery: false,
      },
    }),
  ],
  // In development the pages are asked for by the address Shopify's CLI made for them.
  server: { allowedHosts: process.env.SHOPIFY_APP_URL ? [new URL(process.env.SHOPIFY_APP_URL).hostname] : [] },
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  // Node warns about the package's JSON imports; bundled, there is nothing left to warn about.
  ssr: { noExternal: [/^@shopify\/shopify-app-remix\/react/] },
});
