import type { GraphQLEnumType } from "graphql";
import { loadSchema } from "./load-schema";

let topics: Map<string, string> | null = null;

/** `orders/paid` of `ORDERS_PAID`: the schema says it in the value's description. */
export function topicOfEnum(name: string): string {
  const topic = allTopics().get(name);
  if (!topic) throw new Error(`webhook topic ${name}: the schema names no topic for it`);
  return topic;
}

export function enumOfTopic(topic: string): string {
  for (const [name, known] of allTopics()) if (known === topic) return name;
  throw new Error(`webhook topic ${topic}: expected one the schema knows`);
}

function allTopics(): Map<string, string> {
  topics ??= new Map((loadSchema().schema.getType("WebhookSubscriptionTopic") as GraphQLEnumType).getValues().map(({ name, description }) => [
    name, /`([a-z_]+[/.][a-z_]+)`/.exec(description ?? "")?.[1] ?? "",
  ]));
  return topics;
}
