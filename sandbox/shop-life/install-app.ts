import type { Sandbox } from "../sandbox";
import { scopesPayload } from "../webhooks/payloads/scopes-payload";
import { installApp as install } from "../world/install";
import type { Shop } from "../world/types";

export interface InstallApp {
  /** Missing: the scopes of the app's configuration file. */
  scopes?: string[] | undefined;
}

/** Installs the app, or gives an installed one other scopes; the latter tells app/scopes_update. */
export function installApp(sandbox: Sandbox, shop: Shop, command: InstallApp): Shop {
  const scopes = command.scopes ?? sandbox.appConfig.scopes;
  const previous = shop.install?.scopes;
  install(sandbox.world, shop, scopes);
  sandbox.save();
  const changed = previous !== undefined && [...previous].sort().join() !== [...scopes].sort().join();
  if (changed) sandbox.emit(shop, "app/scopes_update", scopesPayload(shop, { previous, current: scopes, at: sandbox.now().toISOString() }));
  return shop;
}
