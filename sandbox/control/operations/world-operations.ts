import { z } from "zod";
import { forgetCallFaults, orderCallFault } from "../../faults/call-faults";
import { advanceClock } from "../../shop-life/advance-clock";
import { pauseSimulator, simulatorStatus, startSimulator } from "../../simulator/simulator";
import { findShop } from "../../world/find-shop";
import { Refusal } from "../../shop-life/refusal";
import { operation, type Operation } from "../operation";

const chance = z.number().min(0).max(1).optional();
const simulator = "/shops/{handle}/simulator";

const callFault = z.strictObject({
  field: z.string().regex(/^\w+$/).describe("The operation's top field, such as discountCodeBasicCreate"), handle: z.string().optional().describe("Of this shop only"),
  answer: z.enum(["server_error", "html", "null_data", "errors", "lost", "throttled", "too_many_requests", "user_error"]),
  effect: z.union([z.enum(["never", "before"]), z.number().min(0).max(86_400)]).default("never").describe("Whether it is done all the same: never, before the answer, or so many seconds after it"),
  times: z.number().int().min(1).nullable().default(1).describe("How many calls it strikes; null is all until it is taken back"),
  error: z.strictObject({ code: z.string().nullable(), message: z.string(), field: z.array(z.string()).nullable() }).nullable().default(null).describe("Of user_error, and the code of errors"),
  retryAfterSeconds: z.number().min(0).max(3_600).default(2).describe("Of throttled and too_many_requests"),
}).refine(({ answer, effect }) => effect === "never" || !["throttled", "too_many_requests", "user_error"].includes(answer), "expected effect never: a call that is throttled or refused is not carried out");

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
  operation({ method: "get", path: "/faults/calls", tag: "Faults", summary: "Troubles ordered for single API calls", run: ({ sandbox }) => ({ calls: sandbox.world.callFaults ?? [] }) }),
  operation({
    method: "post", path: "/faults/calls", tag: "Faults", summary: "Order a trouble for the next calls of one field of the Admin API; the oldest order strikes first", status: 201,
    body: callFault,
    run: ({ sandbox, body: { handle, effect, ...fault } }) => {
      const shop = handle === undefined ? null : findShop(sandbox.world, handle);
      if (handle !== undefined && !shop) throw new Refusal(`handle ${handle}: expected a shop of the sandbox`, true);
      orderCallFault(sandbox, { ...fault, domain: shop?.domain ?? null, effect: typeof effect === "number" ? { afterSeconds: effect } : effect });
      return { calls: sandbox.world.callFaults };
    },
  }),
  operation({
    method: "delete", path: "/faults/calls", tag: "Faults", summary: "Take back all that did not strike yet",
    run: ({ sandbox }) => {
      forgetCallFaults(sandbox);
      return { calls: [] };
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
