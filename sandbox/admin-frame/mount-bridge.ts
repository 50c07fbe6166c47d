import express, { type Express, type Request, type Response } from "express";
import { browserBundle } from "../browser-bundle";
import { mintSessionToken, STAFF_USER_ID } from "../oauth/session-token";
import type { Sandbox } from "../sandbox";
import { findShop } from "../world/find-shop";
import type { Shop } from "../world/types";
import { extensionActivations } from "./extension-activations";
import { type PickerType, pickerResources } from "./picker-resources";
import { grantScopes, revokeScopes, scopesDetail } from "./scope-requests";

const PICKERS = new Set(["product", "variant", "collection"]);

/** `/app-bridge.js`, and what the admin frame asks its server in the name of an embedded page. */
export function mountBridge(app: Express, sandbox: Sandbox): void {
  for (const [path, entry] of [["/app-bridge.js", "admin-frame/bridge/main.ts"], ["/admin-frame.js", "admin-frame/frame/main.ts"]] as const) {
    app.get(path, (_request, response, next) => {
      browserBundle(entry).then((script) => response.set({ "cache-control": "no-cache", "access-control-allow-origin": "*" }).type("js").send(script), next);
    });
  }
  const installed = (handler: (shop: Shop, request: Request) => unknown) => (request: Request, response: Response): void => {
    const shop = findShop(sandbox.world, String(request.params.handle));
    if (!shop?.install) return void response.status(404).json({ error: `shop ${request.params.handle}: expected a shop the app is installed in` });
    const answer = handler(shop, request);
    if (typeof answer === "string") return void response.status(422).json({ error: answer });
    response.set("cache-control", "no-store").json(answer);
  };
  app.post("/store/:handle/bridge/id-token", installed((shop) => ({ token: mintSessionToken(sandbox.world, shop) })));
  app.get("/store/:handle/bridge/user", installed(() => ({ id: Number(STAFF_USER_ID), name: "Robin Sandbox", email: "robin@sandbox.example", accountAccess: "Full access" })));
  app.get("/store/:handle/bridge/extensions", installed((shop) => extensionActivations(sandbox.appConfig, shop)));
  app.get("/store/:handle/bridge/resources", installed((shop, { query }) => {
    const type = String(query.type);
    return PICKERS.has(type) ? pickerResources(shop, type as PickerType, String(query.query ?? "")) : `resource picker type ${type}: expected product, variant or collection`;
  }));
  app.post("/store/:handle/bridge/scopes", express.json(), installed((shop, { body }) => {
    const { action, scopes = [] } = body as { action?: string; scopes?: string[] };
    if (action === "request") return grantScopes(sandbox, shop, scopes);
    return action === "revoke" ? revokeScopes(sandbox, shop, scopes) : scopesDetail(sandbox, shop);
  }));
}
