import type { Express } from "express";
import type { Sandbox } from "../sandbox";
import { mountApi } from "./mount-api";
import { mountPanel } from "./panel/mount-panel";

/** The control HTTP API and the control panel. */
export function mountControl(app: Express, sandbox: Sandbox): void {
  mountApi(app, sandbox);
  mountPanel(app, sandbox);
}
