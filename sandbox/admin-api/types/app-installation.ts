import { APP_ID, APP_INSTALLATION_GID } from "../../world/app-namespace";
import { gid } from "../../world/ids";
import type { Install } from "../../world/types";
import type { ApiContext, TypeResolvers } from "../core/context";
import { metafieldFields } from "./metafield";
import { launchUrl } from "./shop";

export const AppInstallationFields: TypeResolvers = {
  ...metafieldFields("AppInstallation", "API_PERMISSION"),
  id: () => APP_INSTALLATION_GID,
  accessScopes: (install: Install) => install.scopes.map((handle) => ({ handle, description: handle.replaceAll("_", " ") })),
  activeSubscriptions: () => [],
  app: (_install, _args, context) => appOf(context),
  launchUrl: (_install, _args, { shop, sandbox }) => launchUrl(shop, sandbox.url, sandbox.world.app.apiKey),
  uninstallUrl: () => null,
};

export function appOf({ sandbox }: ApiContext) {
  const { name, handle, apiKey } = sandbox.world.app;
  const scopes = (list: string[]) => list.map((scope) => ({ handle: scope, description: scope.replaceAll("_", " ") }));
  return {
    id: gid("App", APP_ID), title: name, handle, apiKey, embedded: true, published: true, developerName: "Sandbox developer", webhookApiVersion: "2026-10",
    requestedAccessScopes: scopes(sandbox.appConfig.scopes), optionalAccessScopes: scopes(sandbox.appConfig.optionalScopes),
  };
}
