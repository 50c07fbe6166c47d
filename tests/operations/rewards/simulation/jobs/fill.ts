import type { BatchUnderWay } from "~/loyalty/rewards/code-batch";
import { Fault } from "../faulty-shopify";
import type { Batch } from "../rows";
import { giveBack } from "./redeem";
import type { Worker } from "./worker";

const A_POOL = { lastHour: 0, lastDay: 0, onDemand: true };
/** So many as anybody waits for do: a world has few shoppers. */
const MOST_A_BATCH = 3;

/** Keeps the pool ahead of demand, and hands its codes to those who wait. */
export function fill(worker: Worker): void {
  const failed = worker.each([worker], tendPool);
  issue(worker);
  if (worker.rows.poolFault) for (const own of worker.waiting()) giveBack(worker, own, "reward_withdrawn");
  if (failed) throw failed;
}

/** One batch after the other, and a new one where none is under way. What goes wrong with one leaves the pool for later. */
function tendPool(worker: Worker): void {
  const { rows } = worker;
  if (rows.poolFault) return;
  for (const batch of rows.batches.filter(isUnderWay)) tend(worker, batch);
  if (rows.poolFault || rows.batches.some(isUnderWay)) return;
  const size = worker.decide.codesToAdd({ ...A_POOL, free: rows.free.length, waiting: worker.waiting().length, coming: 0, minted: rows.minted });
  if (size === 0) return;
  const batch: Batch = { state: "planned", sentAt: null, creationId: null, codes: Array.from({ length: Math.min(size, MOST_A_BATCH) }, () => `C${++rows.minted}`) };
  rows.batches.push(batch);
  send(worker, batch);
}

function tend(worker: Worker, batch: Batch): void {
  switch (worker.decide.nextOfBatch(batch as BatchUnderWay, worker.now())) {
    case "send": return send(worker, batch);
    case "give_up": return void (batch.state = "unknown");
    case "wait": return;
  }
  const codes = worker.decide.codesToGive(batch as BatchUnderWay, worker.shopify.readCreation(batch.creationId!), worker.now());
  if (codes === "wait") return;
  worker.mayDie();
  batch.state = codes === "give_up" ? "unknown" : "done";
  if (codes === "give_up") return;
  worker.rows.free.push(...codes.map(({ code }) => code));
  if (codes.length === 0) worker.rows.poolFault = true;
}

function send(worker: Worker, batch: Batch): void {
  Object.assign(batch, { state: "sent", sentAt: worker.now() });
  worker.mayDie();
  try {
    const answer = worker.shopify.addCodes(batch.codes);
    worker.mayDie();
    if ("creationId" in answer) return void Object.assign(batch, { state: "adding", creationId: answer.creationId });
    batch.state = "refused";
    worker.rows.poolFault = true;
  } catch (error) {
    if (error instanceof Fault) batch.state = worker.decide.stateAfterFault(error.kind);
    throw error;
  }
}

export function issue(worker: Worker): void {
  for (const own of worker.waiting()) {
    const code = worker.rows.free.shift();
    if (code === undefined) return;
    own.code = code;
    own.redemption = { ...own.redemption, status: "issued", codeId: BigInt(code.slice(1)), issuedAt: worker.now(), expiresAt: new Date(worker.clock() + own.validityMs) };
  }
}

const isUnderWay = ({ state }: Batch) => state === "planned" || state === "sent" || state === "adding";
