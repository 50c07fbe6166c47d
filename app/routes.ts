import { index, route, type RouteConfig } from "@remix-run/route-config";

export default [
  index("routes/index.tsx"),
  route("auth/login", "routes/auth.login.tsx"),
  route("auth/*", "routes/auth.$.tsx"),
  route("app", "routes/app.tsx", [
    index("routes/app.home.tsx"),
    route("program", "routes/app.program.tsx"),
    route("rewards", "routes/app.rewards.tsx"),
    route("rewards/:rewardId", "routes/app.reward.tsx"),
    route("codes", "routes/app.codes.tsx"),
    route("members", "routes/app.members.tsx"),
    route("members/:memberId", "routes/app.member.tsx"),
    route("members/:memberId/ledger", "routes/app.member-ledger.tsx"),
    route("members/:memberId/orders/:orderId", "routes/app.member-order.tsx"),
    route("events", "routes/app.events.tsx"),
    route("settings", "routes/app.settings.tsx"),
    route("privacy/:requestId/export", "routes/app.privacy-export.ts"),
  ]),
  // Shopify's app proxy: /apps/loyalty/… of a storefront arrives as /proxy/….
  route("proxy/me", "routes/buyer.me.ts"),
  route("proxy/join", "routes/buyer.join.ts"),
  route("proxy/leave", "routes/buyer.leave.ts"),
  route("proxy/orders/:orderId/why", "routes/buyer.why.ts"),
  route("proxy/rewards", "routes/buyer.rewards.ts"),
  route("proxy/redeem", "routes/buyer.redeem.ts"),
  route("proxy/redemptions/:redemptionId", "routes/buyer.redemption.ts"),
  route("proxy/redemptions/:redemptionId/cancel", "routes/buyer.cancel.ts"),
  route("proxy/*", "routes/buyer.unknown.ts"),
  // Checkout and account extensions call the app itself, with their session token.
  route("extension/me", "routes/buyer.me.ts", { id: "extension.me" }),
  route("extension/rewards", "routes/buyer.rewards.ts", { id: "extension.rewards" }),
  route("extension/redeem", "routes/buyer.redeem.ts", { id: "extension.redeem" }),
  route("extension/redemptions/:redemptionId", "routes/buyer.redemption.ts", { id: "extension.redemption" }),
  route("extension/redemptions/:redemptionId/cancel", "routes/buyer.cancel.ts", { id: "extension.cancel" }),
  route("extension/*", "routes/buyer.unknown.ts", { id: "extension.unknown" }),
] satisfies RouteConfig;
