import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import { startDemo, waitForHistory, type Demo, type RunningDemo } from "./start-demo";

declare module "vitest" {
  /** Where a worker asks for the product it walks in. */
  export interface ProvidedContext { demos: string }
}

type Asked = { status: number; answer: string };

/** Each worker has a product of its own, so that no two walks meet. It is started when the first walk asks for it: some need none. */
export default async function setup(project: TestProject) {
  // While writing walks: a demo that runs already, by the path of its demo.json.
  const given = process.env.WALK_DEMO;
  const started: Promise<RunningDemo>[] = [];
  const asked = new Map<string, Asked>();
  const demoOf = (worker: string): Asked => {
    const known = asked.get(worker);
    if (known) return known;
    const asking: Asked = { status: 202, answer: "" };
    asked.set(worker, asking);
    (given ? readFile(given, "utf8").then<Demo>(JSON.parse) : start()).then(
      (facts) => Object.assign(asking, { status: 200, answer: JSON.stringify(facts) }),
      (error: Error) => Object.assign(asking, { status: 500, answer: error.message }),
    );
    return asking;
  };
  const start = async (): Promise<Demo> => {
    // One after the other: the first builds what changed, the next finds it built, and ports taken.
    const demo = Promise.allSettled(started).then(startDemo);
    started.push(demo);
    const { facts } = await demo;
    await waitForHistory(facts);
    return facts;
  };
  const server = createServer(({ url }, response) => {
    const { status, answer } = demoOf(url!);
    response.writeHead(status).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  project.provide("demos", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.close();
    server.closeAllConnections();
    for (const demo of await Promise.allSettled(started)) if (demo.status === "fulfilled") await demo.value.stop();
  };
}
