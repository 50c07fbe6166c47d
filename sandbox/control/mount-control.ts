import type { Express } from "express";
import type { Sandbox } from "../sandbox";
import { mountApi } from "./mount-api";

/** The control HTTP API and the control panel. */
export function mountControl(app: Express, sandbox: Sandbox): void {
  mountApi(app, sandbox);
}
