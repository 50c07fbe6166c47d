import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import type { RouteConfigEntry } from "@remix-run/route-config";
import { beforeAll, expect, test } from "vitest";
import { buyerEnvironment } from "./buyer-request";
import { setAdminEnv } from "./admin-request";

/** The buyer API's paths as Remix itself finds and calls them. */
let handle: (request: Request) => Promise<Response>;

beforeAll(async () => {
  setAdminEnv();
  buyerEnvironment();
  process.env.DATABASE_URL ??= "postgresql://nobody@127.0.0.1:1/nothing";
  const { default: config } = await import("~/routes");
  const entries = (await config).filter(({ file }: RouteConfigEntry) => file.startsWith("routes/buyer."));
  const routes = Object.fromEntries(await Promise.all(entries.map(async ({ id, path, file }: RouteConfigEntry) => {
    const key = id ?? file.replace(/\.ts$/, "");
    return [key, { id: key, path, module: await import(/* @vite-ignore */ `../../app/${file}`) as object }] as const;
  })));
  expect(Object.keys(routes)).toHaveLength(entries.length);
  handle = createRequestHandler({
    entry: { module: { default: () => new Response("a page") } }, routes, assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "1" },
    publicPath: "/", assetsBuildDirectory: "", future: {}, isSpaMode: false, basename: "/", mode: "production",
  } as unknown as ServerBuild, "production");
});

const paths = ["me", "rewards", "redeem", "redemptions/7", "redemptions/7/cancel", "redemptions/7/refused", "anything/else"];
const isCommand = (path: string) => /redeem$|cancel$|refused$/.test(path);

test.each(paths)("a worker of another origin may ask beforehand for /extension/%s", async (path) => {
  const answer = await handle(new Request(`https://app.example/extension/${path}`, { method: "OPTIONS", headers: { origin: "https://extensions.example", "access-control-request-method": "POST" } }));
  expect([answer.status, answer.headers.get("access-control-allow-origin"), answer.headers.get("access-control-allow-headers")]).toEqual([204, "*", "Authorization, Content-Type, Idempotency-Key"]);
});

test.each(paths)("without a token /extension/%s answers nothing, readably", async (path) => {
  const post = isCommand(path);
  const answer = await handle(new Request(`https://app.example/extension/${path}`, { method: post ? "POST" : "GET" }));
  expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([path === "anything/else" ? 404 : 401, "*"]);
});

test.each(paths.slice(0, 6))("an unsigned request for /proxy/%s is refused, to be read by no other origin", async (path) => {
  const post = isCommand(path);
  const answer = await handle(new Request(`https://app.example/proxy/${path}`, { method: post ? "POST" : "GET" }));
  expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([401, null]);
});
