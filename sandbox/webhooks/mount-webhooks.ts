import type { Express } from "express";
import type { Sandbox } from "../sandbox";
import { startWebhooks } from "./start-webhooks";

/** Webhooks have no address of their own: this starts their courier with the server. */
export function mountWebhooks(_app: Express, sandbox: Sandbox): void {
  startWebhooks(sandbox);
}
