import { z } from "zod";
import { advanceClock } from "../../shop-life/advance-clock";
import { pauseSimulator, simulatorStatus, startSimulator } from "../../simulator/simulator";
import { operation, type Operation } from "../operation";

const chance = z.number().min(0).max(1).optional();
const simulator = "/shops/{handle}/simulator";

export const worldOperations: Operation[] = [
  operation({ method: "get", path: "/clock", tag: "Clock", summary: "The sandbox clock", run: ({ sandbox }) => ({ now: sandbox.now().toISOString(), aheadMs: sandbox.world.clockOffsetMs }) }),
  operation({
    method: "post", path: "/clock/advance", tag: "Clock", summary: "Move the clock forward; retries that fall due on the way are sent in their time",
    body: z.strictObject({ ms: z.number().int().min(0).optional(), hours: z.number().int().min(0).optional(), days: z.number().int().min(0).optional() })
      .refine(({ ms, hours, days }) => ms !== undefined || hours !== undefined || days !== undefined, "expected ms, hours or days"),
    run: async ({ sandbox, body }) => {
      const now = await advanceClock(sandbox, { ms: (body.ms ?? 0) + (body.hours ?? 0) * 3_600_000 + (body.days ?? 0) * 86_400_000 });
      return { now: now.toISOString(), aheadMs: sandbox.world.clockOffsetMs };
    },
  }),
  operation({ method: "get", path: "/faults", tag: "Faults", summary: "What goes wrong, by chance from 0 to 1", run: ({ sandbox }) => ({ seed: sandbox.world.seed, ...sandbox.world.faults }) }),
  operation({
    method: "patch", path: "/faults", tag: "Faults", summary: "Change what goes wrong; faults not named stay",
    body: z.strictObject({
      duplicate: chance, reorder: chance, delay: chance, drop: chance, throttle: chance, slow: chance, errorBefore: chance, errorAfter: chance, stale: chance,
      codesLate: chance.describe("A bulk addition of codes runs codesLateSeconds later than usual"), codesLateSeconds: z.number().int().min(1).max(86_400).optional(),
      codesAnswerLost: chance.describe("A bulk addition of codes is done and its answer never arrives"),
      codesPollLag: chance.describe("A poll of a bulk addition says \"not done\" up to a minute after it was"),
      codesFail: chance.describe("One code of a bulk addition fails"), codeTaken: chance.describe("A free code is called taken"),
      lateCode: chance.describe("A checkout goes through with a code that was deleted or used up while it was open"),
      tokenEndpoint: z.enum(["ok", "refuse", "slow"]).optional(), seed: z.number().int().min(0).optional().describe("Starts the drawing of delivery faults anew"),
    }),
    run: ({ sandbox, body }) => {
      const { seed, ...faults } = body;
      Object.assign(sandbox.world.faults, Object.fromEntries(Object.entries(faults).filter(([, value]) => value !== undefined)));
      if (seed !== undefined) Object.assign(sandbox.world, { seed, deliveryCount: 0 });
      sandbox.save();
      return { seed: sandbox.world.seed, ...sandbox.world.faults };
    },
  }),
  operation({ method: "get", path: "/simulator", tag: "Simulator", summary: "Progress of every shop's simulated past", run: ({ sandbox }) => ({ shops: Object.values(sandbox.world.shops).map(simulatorStatus) }) }),
  operation({ method: "get", path: simulator, tag: "Simulator", summary: "Progress of one shop", run: ({ shop }) => simulatorStatus(shop) }),
  operation({
    method: "post", path: `${simulator}/start`, tag: "Simulator", summary: "Start a shop's past, or go on with it; a finished one is left alone", status: 202,
    body: z.strictObject({ seed: z.number().int().min(0).optional(), customers: z.number().int().min(0).max(100_000).optional(), months: z.number().int().min(1).max(24).optional() }),
    run: ({ sandbox, shop, body }) => startSimulator(sandbox, shop, body),
  }),
  operation({ method: "post", path: `${simulator}/pause`, tag: "Simulator", summary: "Pause after the current event", run: ({ shop }) => pauseSimulator(shop) }),
];
