import type { ExtensionRun, Report } from "../../protocol";

/**
 * Requests go out for real, so that CORS is the browser's own. They need `network_access` in the extension's configuration, and
 * nothing of Shopify's is behind `shopify:` addresses here.
 */
export function guardFetch(run: ExtensionRun, report: (kind: Report["kind"], message: string) => void): void {
  const send = globalThis.fetch.bind(globalThis);
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url.startsWith("shopify:")) {
      report("not-implemented", `${url} has no counterpart in the sandbox`);
      throw new TypeError(`Failed to fetch: ${url} is not implemented by the sandbox`);
    }
    if (!run.capabilities.includes("network_access")) {
      report("network", `${url} was not called: shopify.extension.toml does not ask for network_access`);
      throw new TypeError("Failed to fetch: network access is not allowed");
    }
    return send(input, { ...init, credentials: "omit" }).catch((error: Error) => {
      report("network", `${url} could not be called (refused, or its answer has no access-control-allow-origin): ${error.message}`);
      throw error;
    });
  };
}
