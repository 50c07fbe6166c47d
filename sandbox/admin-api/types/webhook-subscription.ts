import { gid } from "../../world/ids";
import type { WebhookSubscription } from "../../world/types";
import type { TypeResolvers } from "../core/context";
import { enumOfTopic } from "../core/topic-names";

export const WebhookSubscriptionFields: TypeResolvers = {
  id: (row: WebhookSubscription) => gid("WebhookSubscription", row.id),
  legacyResourceId: (row: WebhookSubscription) => row.id,
  topic: (row: WebhookSubscription) => enumOfTopic(row.topic),
  uri: (row: WebhookSubscription) => row.uri,
  format: () => "JSON",
  filter: (row: WebhookSubscription) => row.filter ?? null,
  includeFields: (row: WebhookSubscription) => row.includeFields ?? [],
  metafieldNamespaces: () => [],
  metafields: () => [],
  name: (row: WebhookSubscription) => row.name ?? null,
  createdAt: (row: WebhookSubscription, _args, { shop }) => row.createdAt ?? shop.createdAt,
  updatedAt: (row: WebhookSubscription, _args, { shop }) => row.updatedAt ?? shop.createdAt,
  apiVersion: () => ({ handle: "2026-10", displayName: "2026-10", supported: true }),
};
