import type { AppConfig } from "./app-config";
import type { Random } from "./world/random";
import type { Emit } from "./world/emit";
import type { World } from "./world/types";

/** What every part of the sandbox is given: the world and the ways to change, tell and keep it. */
export interface Sandbox {
  world: World;
  /** Where this sandbox listens, without a trailing slash; known once the server has started. */
  url: string;
  appConfig: AppConfig;
  /** Marks the world as changed; it is written within seconds. Call it after every change. */
  save(): void;
  /** Tells webhooks and whoever listens that something happened (see world/emit.ts), and marks the world as changed. */
  emit: Emit;
  /** The sandbox clock. */
  now(): Date;
  random: Random;
  /** One line to the log, never with tokens or personal data. */
  log(line: string): void;
  /** Deprecated schema fields the app asked for: `Type.field` with the schema's reason and how often. */
  deprecations: Map<string, { reason: string; count: number }>;
  /** Called when the server stops: timers and connections of a part end here. */
  onClose(stop: () => void | Promise<void>): void;
}
