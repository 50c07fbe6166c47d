import { z } from "zod";

/** What the server takes: whole points, positive gives and negative takes. */
export const adjustmentSchema = z.strictObject({
  intent: z.literal("adjust"),
  /** One per opened form: a second click posts nothing new. */
  requestId: z.uuid(),
  points: z.int("expected a whole number of points").min(-1_000_000_000).max(1_000_000_000).refine((points) => points !== 0, "expected points other than 0"),
  /** For staff; kept in the ledger. */
  reason: z.string().trim().min(1, "expected a reason").max(300),
  /** For the customer; empty = none. */
  note: z.string().trim().max(300),
});
