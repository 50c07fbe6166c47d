import { gid } from "./ids";

/** The app's id on the platform. One app, so it is a constant. */
export const APP_ID = "5500110";
export const APP_INSTALLATION_GID = gid("AppInstallation", "880220");

/** Metafield namespaces as they are stored: `$app` (and nothing at all) is `app--<id>`, `$app:loyalty` is `app--<id>--loyalty`. */
export function storedNamespace(namespace: string | null | undefined): string {
  if (namespace === undefined || namespace === null || namespace === "$app") return `app--${APP_ID}`;
  return namespace.startsWith("$app:") ? `app--${APP_ID}--${namespace.slice(5)}` : namespace;
}
