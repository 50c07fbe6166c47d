import { createHmac, randomUUID } from "node:crypto";
import { messageOf } from "~/buyer/verify-proxy-query";
import type { RunningDemo } from "../memory/run-demo";
import { atRate } from "../open-model";

export interface Redeemed { /** Milliseconds from when each request was due to its answer, ascending. */ took: number[]; /** Answers other than 200, by status. */ refused: Record<string, number> }

/** Every customer asks once, as through Shopify's app proxy, spread evenly over `seconds` and late or not (open model). */
export async function redeemRequests(demo: RunningDemo, { customers, rewardId, points, seconds }: { customers: readonly string[]; rewardId: string; points: number; seconds: number }): Promise<Redeemed> {
  const took: number[] = [];
  const refused: Record<string, number> = {};
  await atRate({ count: customers.length, perSecond: customers.length / seconds }, async (n, due) => {
    const answer = await fetch(`http://localhost:${demo.ports.app}/proxy/redeem?${signed(demo, customers[n]!)}`, {
      method: "POST", headers: { "content-type": "application/json", "idempotency-key": randomUUID() }, body: JSON.stringify({ rewardId, points, surface: "panel" }),
    });
    await answer.arrayBuffer();
    took.push(performance.now() - due);
    if (answer.status !== 200) refused[answer.status] = (refused[answer.status] ?? 0) + 1;
  });
  return { took: took.sort((a, b) => a - b), refused };
}

function signed({ shop, apiSecret }: RunningDemo, customer: string): URLSearchParams {
  const query = new URLSearchParams({ shop, logged_in_customer_id: customer, path_prefix: "/apps/loyalty", timestamp: String(Math.floor(Date.now() / 1000)) });
  query.append("signature", createHmac("sha256", apiSecret).update(messageOf(query)).digest("hex"));
  return query;
}
