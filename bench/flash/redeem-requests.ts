import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { messageOf } from "~/buyer/verify-proxy-query";
import type { RunningDemo } from "../memory/run-demo";

export interface Redeemed { /** Milliseconds from when each request was due to its answer, ascending. */ took: number[]; /** Answers other than 200, by status. */ refused: Record<string, number> }

/** Every customer asks once, as through Shopify's app proxy, spread evenly over `seconds` and late or not (open model). */
export async function redeemRequests(demo: RunningDemo, { customers, rewardId, points, seconds }: { customers: readonly string[]; rewardId: string; points: number; seconds: number }): Promise<Redeemed> {
  const took: number[] = [];
  const refused: Record<string, number> = {};
  const begun = performance.now();
  const ask = async (customer: string, due: number) => {
    const answer = await fetch(`http://localhost:${demo.ports.app}/proxy/redeem?${signed(demo, customer)}`, {
      method: "POST", headers: { "content-type": "application/json", "idempotency-key": randomUUID() }, body: JSON.stringify({ rewardId, points, surface: "panel" }),
    });
    await answer.arrayBuffer();
    took.push(performance.now() - due);
    if (answer.status !== 200) refused[answer.status] = (refused[answer.status] ?? 0) + 1;
  };
  const running: Promise<void>[] = [];
  for (const [n, customer] of customers.entries()) {
    const due = begun + (n * seconds * 1000) / customers.length;
    const wait = due - performance.now();
    if (wait > 1) await pause(wait);
    running.push(ask(customer, due));
  }
  await Promise.all(running);
  return { took: took.sort((a, b) => a - b), refused };
}

function signed({ shop, apiSecret }: RunningDemo, customer: string): URLSearchParams {
  const query = new URLSearchParams({ shop, logged_in_customer_id: customer, path_prefix: "/apps/loyalty", timestamp: String(Math.floor(Date.now() / 1000)) });
  query.append("signature", createHmac("sha256", apiSecret).update(messageOf(query)).digest("hex"));
  return query;
}
