import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "../..");

/** What `npm run build` makes of the pages, with one page only: the server around it is the real one. */
const ONE_PAGE = `
export const entry = { module: { default: () => new Response("a page", { headers: { "content-type": "text/html" } }), close: async () => console.log("the pages are closed") } };
// Under way until the process was told to stop, and some time longer.
const slow = () => new Promise((resolve) => {
  console.log("a slow page has begun");
  process.once("SIGTERM", () => setTimeout(() => resolve(new Response("a page after all")), 300));
});
export const routes = { page: { id: "page", path: "page", module: { loader: ({ request }) => (request.url.includes("slow") ? slow() : new Response("a page")) } } };
export const assets = { entry: { imports: [], module: "" }, routes: {}, url: "", version: "1" };
export const publicPath = "/", assetsBuildDirectory = "", future = {}, isSpaMode = false, basename = "/", mode = "production";
`;

export interface Web { url: string; output(): string; child: ChildProcess; stop(): Promise<number | null> }

/** app/server.ts bundled as production bundles it. `remove` at the end. */
export async function bundledWeb(): Promise<{ start(env: Record<string, string>): Promise<Web>; run(env: Record<string, string>): Promise<{ code: number | null; output: string }>; remove(): Promise<void> }> {
  await mkdir(path.join(root, ".cache"), { recursive: true });
  const dir = await mkdtemp(path.join(root, ".cache", "web-"));
  await build({
    entryPoints: { web: path.join(root, "app/server.ts") }, outdir: dir, bundle: true, platform: "node", format: "esm", target: "node20", packages: "external",
    define: { "process.env.NODE_ENV": '"production"' }, external: ["./server/index.js"], alias: { "~": path.join(root, "app") }, logLevel: "error",
  });
  await mkdir(path.join(dir, "server"));
  await mkdir(path.join(dir, "client", "assets"), { recursive: true });
  await writeFile(path.join(dir, "server", "index.js"), ONE_PAGE);
  await writeFile(path.join(dir, "client", "assets", "page-1a2b.js"), "export {};");

  const launch = (env: Record<string, string>) => {
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(PATH|HOME|TMPDIR|LANG)$/.test(name)));
    const child = spawn(process.execPath, [path.join(dir, "web.js")], { cwd: root, env: { ...inherited, NODE_ENV: "production", ...env } as NodeJS.ProcessEnv, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => { output += data.toString("utf8"); });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    return { child, ended, output: () => output };
  };
  return {
    start: async (env) => {
      const { child, ended, output } = launch(env);
      const url = `http://127.0.0.1:${env.PORT}`;
      for (let tries = 0; !(await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false)); tries++) {
        if (child.exitCode !== null || tries > 1_200) throw new Error(`the web process does not answer: ${output()}`);
        await pause(100);
      }
      const stop = () => {
        child.kill("SIGTERM");
        return ended;
      };
      return { url, output, child, stop };
    },
    run: async (env) => {
      const { ended, output } = launch(env);
      return { code: await ended, output: output() };
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
