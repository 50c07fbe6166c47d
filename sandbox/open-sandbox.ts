import { EMPTY_CONFIG, readAppConfig } from "./app-config";
import { nowMs } from "./world/clock";
import { createWorld, NO_FAULTS } from "./world/create-world";
import { emit } from "./world/emit";
import { loadWorld, saveWorld, saveWorldNow } from "./world/persist";
import { seededRandom } from "./world/random";
import type { AppRegistration, World } from "./world/types";
import type { Sandbox } from "./sandbox";

const SAVE_EVERY_MS = 3_000;
/** Saving never takes more than a twentieth of the time, however large the world. */
const SAVE_SHARE = 20;

export interface SandboxOptions {
  seed?: number;
  app?: Partial<AppRegistration>;
  /** Snapshot file; without one the world lives in memory only. */
  data?: string;
  /** Path of the app's shopify.app.toml. */
  appConfigFile?: string;
  /** New ids pass 2^53. */
  bigIds?: boolean;
  log?: (line: string) => void;
}

const DEFAULT_APP: AppRegistration = { apiKey: "perennial-sandbox-key", apiSecret: "perennial-sandbox-secret", name: "Perennial", handle: "perennial", appUrl: "http://127.0.0.1:4000" };

/** A world from its snapshot, or a new one, with everything the parts of the sandbox need. Nothing listens yet. */
export function openSandbox(options: SandboxOptions): { sandbox: Sandbox; close(): Promise<void> } {
  const world = openWorld(options);
  const stops: (() => void | Promise<void>)[] = [];
  const saver = options.data ? startSaver(world, options.data, options.log ?? (() => undefined)) : null;
  const sandbox: Sandbox = {
    world, url: "", random: seededRandom(world.seed),
    appConfig: options.appConfigFile ? readAppConfig(options.appConfigFile) : EMPTY_CONFIG,
    save: () => saver?.changed(),
    emit: (shop, topic, resource) => { saver?.changed(); emit(world, { shop, topic, resource }); },
    now: () => new Date(nowMs(world)),
    log: options.log ?? (() => undefined),
    deprecations: new Map(),
    onClose: (stop) => void stops.push(stop),
  };
  const close = async () => {
    for (const stop of stops.reverse()) await stop();
    await saver?.close();
  };
  return { sandbox, close };
}

function openWorld(options: SandboxOptions): World {
  const app = { ...DEFAULT_APP, ...options.app };
  const saved = options.data ? loadWorld(options.data) : null;
  if (!saved) return createWorld({ seed: options.seed ?? 1, app, ...(options.bigIds ? { bigIds: true } : {}) });
  saved.faults = { ...NO_FAULTS, ...saved.faults };
  saved.app = { ...saved.app, ...options.app };
  return saved;
}

function startSaver(world: World, file: string, log: (line: string) => void) {
  let dirty = true;
  let saving: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const round = async () => {
    const started = Date.now();
    if (dirty) {
      dirty = false;
      saving = saveWorld(world, file).catch((error: Error) => {
        dirty = true;
        log(`snapshot ${file} was not written, trying again: ${error.message}`);
      });
      await saving;
    }
    timer = setTimeout(round, Math.max(SAVE_EVERY_MS, (Date.now() - started) * SAVE_SHARE));
    timer.unref();
  };
  timer = setTimeout(round, 0);
  return {
    changed: () => { dirty = true; },
    close: async () => {
      clearTimeout(timer);
      await saving;
      clearTimeout(timer);
      saveWorldNow(world, file);
    },
  };
}
