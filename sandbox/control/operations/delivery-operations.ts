import { z } from "zod";
import { Refusal } from "../../shop-life/refusal";
import { courierOf } from "../../webhooks/courier-of";
import type { Delivery, Shop } from "../../world/types";
import * as field from "../fields";
import { operation, type Operation } from "../operation";

const base = "/shops/{handle}/deliveries";
const one = `${base}/{webhookId}`;
const tag = "Webhooks";

export const deliveryOperations: Operation[] = [
  operation({
    method: "get", path: base, tag, summary: "The delivery log, the youngest first, without bodies",
    query: z.strictObject({ ...field.paging, topic: z.string().optional(), state: z.enum(["waiting", "delivered", "failed", "dropped"]).optional() }),
    run: ({ sandbox, shop, query }) => {
      const found = shop.deliveries.filter((row) => (query.topic === undefined || row.topic === query.topic) && (query.state === undefined || row.state === query.state)).reverse();
      return { total: found.length, inFlight: courierOf(sandbox.world)?.inFlight ?? 0, deliveries: found.slice(query.offset, query.offset + query.limit).map(withoutBody) };
    },
  }),
  operation({ method: "get", path: one, tag, summary: "One delivery with its body as sent, while the log keeps it", run: ({ shop, params }) => deliveryById(shop, params.webhookId!) }),
  operation({
    method: "post", path: `${one}/redeliver`, tag, summary: "Send it again, now, with the same id and body",
    run: async ({ sandbox, shop, params }) => {
      const delivery = deliveryById(shop, params.webhookId!);
      if (delivery.body === "") throw new Refusal(`delivery ${delivery.webhookId}: its body is no longer kept, expected one of the youngest`);
      const courier = courierOf(sandbox.world);
      if (!courier) throw new Refusal("webhooks: they were not started, expected a running courier");
      await courier.redeliver(shop, delivery);
      return withoutBody(delivery);
    },
  }),
  operation({
    method: "get", path: "/shops/{handle}/subscriptions", tag, summary: "Who is told of what: the app's file, and subscriptions made by the Admin API",
    run: ({ sandbox, shop }) => ({ declared: sandbox.appConfig.webhooks, made: shop.subscriptionsOfApi }),
  }),
];

function deliveryById(shop: Shop, webhookId: string): Delivery {
  const delivery = shop.deliveries.find((row) => row.webhookId === webhookId);
  if (!delivery) throw new Refusal(`delivery ${webhookId}: expected one of the log of ${shop.domain}`, true);
  return delivery;
}

function withoutBody({ body, ...delivery }: Delivery): Omit<Delivery, "body"> & { bytes: number } {
  return { ...delivery, bytes: Buffer.byteLength(body) };
}
