import { beforeAll, describe, expect, test } from "vitest";
import type { RouteConfigEntry } from "@remix-run/route-config";
import { setAdminEnv } from "./admin-request";

/**
 * What guards each route. A new route must be written in here, and what stands here must be true of the route: `admin`
 * loaders and actions carry the mark only the guard gives; the others name what stands in its place.
 */
const GUARDS: Record<string, "admin" | "library" | "buyer" | "public"> = {
  "routes/index.tsx": "public",
  "routes/auth.login.tsx": "public",
  "routes/auth.$.tsx": "library",
  "routes/app.tsx": "admin",
  "routes/app.home.tsx": "admin",
  "routes/app.program.tsx": "admin",
  "routes/app.rewards.tsx": "admin",
  "routes/app.reward.tsx": "admin",
  "routes/app.codes.tsx": "admin",
  "routes/app.members.tsx": "admin",
  "routes/app.member.tsx": "admin",
  "routes/app.member-ledger.tsx": "admin",
  "routes/app.member-order.tsx": "admin",
  "routes/app.events.tsx": "admin",
  "routes/app.settings.tsx": "admin",
  "routes/app.privacy-export.ts": "admin",
  "routes/buyer.me.ts": "buyer",
  "routes/buyer.join.ts": "buyer",
  "routes/buyer.leave.ts": "buyer",
  "routes/buyer.why.ts": "buyer",
  "routes/buyer.order-points.ts": "buyer",
  "routes/buyer.rewards.ts": "buyer",
  "routes/buyer.redeem.ts": "buyer",
  "routes/buyer.redemption.ts": "buyer",
  "routes/buyer.cancel.ts": "buyer",
  "routes/buyer.refused.ts": "buyer",
  "routes/buyer.unknown.ts": "buyer",
};

let files: string[];

beforeAll(async () => {
  setAdminEnv();
  const { default: routes } = await import("~/routes");
  files = filesOf(await routes);
});

function filesOf(entries: RouteConfigEntry[]): string[] {
  return entries.flatMap((entry) => [entry.file, ...filesOf(entry.children ?? [])]);
}

interface RouteModule { loader?: unknown; action?: unknown }
const routeModule = (file: string) => import(/* @vite-ignore */ `../../app/${file}`) as Promise<RouteModule>;
const guardOf = (handler: unknown) => (typeof handler === "function" && "guard" in handler ? handler.guard : undefined);

describe("the route table", () => {
  test("names a guard for every route, and no route that is gone", () => {
    expect(Object.keys(GUARDS).sort()).toEqual([...new Set(files)].sort());
  });

  test("every loader and action of the merchant admin is made by its guard", async () => {
    const bare: string[] = [];
    for (const file of files.filter((name) => GUARDS[name] === "admin")) {
      const { loader, action } = await routeModule(file);
      if (loader === undefined && action === undefined) bare.push(`${file} has neither loader nor action`);
      if (loader !== undefined && guardOf(loader) !== "admin") bare.push(`loader of ${file}`);
      if (action !== undefined && guardOf(action) !== "admin") bare.push(`action of ${file}`);
    }
    expect(bare).toEqual([]);
  });

  test("what is under /app is guarded as admin", () => {
    expect(files.filter((file) => /\/app[.\w-]*\.tsx?$/.test(file) && GUARDS[file] !== "admin")).toEqual([]);
  });

  test("public routes take no commands", async () => {
    for (const file of files.filter((name) => GUARDS[name] === "public")) expect((await routeModule(file)).action, file).toBeUndefined();
  });
});
