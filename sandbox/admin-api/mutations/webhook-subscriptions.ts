import { nowOf } from "../../world/clock";
import { gid, nextId } from "../../world/ids";
import type { WebhookSubscription } from "../../world/types";
import type { Resolver } from "../core/context";
import { topicOfEnum } from "../core/topic-names";
import { idOfType } from "../types/node";

interface SubscriptionInput { uri?: string | null; callbackUrl?: string | null; filter?: string | null; includeFields?: string[] | null; name?: string | null; format?: string | null }

export const webhookSubscriptionCreate: Resolver = (_root, { topic: name, webhookSubscription: input }: { topic: string; webhookSubscription: SubscriptionInput }, { sandbox, shop }) => {
  const topic = topicOfEnum(name);
  const uri = input.uri ?? input.callbackUrl ?? "";
  const refused = refuse(uri, input) ?? (shop.subscriptionsOfApi.some((row) => row.topic === topic && row.uri === uri && (row.filter ?? null) === (input.filter ?? null))
    ? { field: ["webhookSubscription", "uri"], message: "Address for this topic has already been taken" } : null);
  if (refused) return { webhookSubscription: null, userErrors: [refused] };
  const now = nowOf(sandbox.world);
  const subscription: WebhookSubscription = {
    id: nextId(sandbox.world), topic, uri, createdAt: now, updatedAt: now,
    ...(input.filter ? { filter: input.filter } : {}), ...(input.includeFields ? { includeFields: input.includeFields } : {}), ...(input.name ? { name: input.name } : {}),
  };
  shop.subscriptionsOfApi.push(subscription);
  sandbox.save();
  return { webhookSubscription: subscription, userErrors: [] };
};

export const webhookSubscriptionDelete: Resolver = (_root, { id }: { id: string }, { sandbox, shop }) => {
  const wanted = idOfType(id, "WebhookSubscription");
  const left = shop.subscriptionsOfApi.filter((row) => row.id !== wanted);
  if (left.length === shop.subscriptionsOfApi.length) return { deletedWebhookSubscriptionId: null, userErrors: [{ field: ["id"], message: "Webhook subscription does not exist" }] };
  shop.subscriptionsOfApi = left;
  sandbox.save();
  return { deletedWebhookSubscriptionId: gid("WebhookSubscription", wanted), userErrors: [] };
};

function refuse(uri: string, input: SubscriptionInput): { field: string[]; message: string } | null {
  if (!uri) return { field: ["webhookSubscription", "uri"], message: "Address can't be blank" };
  if (!URL.canParse(uri) && !uri.startsWith("/") && !/^(pubsub|arn):/.test(uri)) return { field: ["webhookSubscription", "uri"], message: "Address is invalid" };
  if (input.format === "XML") return { field: ["webhookSubscription", "format"], message: "Format XML is not played by the sandbox, expected JSON" };
  if ((input.name?.length ?? 0) > 50) return { field: ["webhookSubscription", "name"], message: "Name is too long (maximum is 50 characters)" };
  return null;
}
