import { z } from "zod";
import { staffText } from "./staff-text";

/** What the server takes: whole points, positive gives and negative takes. */
export const adjustmentSchema = z.strictObject({
  intent: z.literal("adjust"),
  /** One per opened form: a second click posts nothing new. */
  requestId: z.uuid(),
  points: z.int("expected a whole number of points").min(-1_000_000_000).max(1_000_000_000).refine((points) => points !== 0, "expected points other than 0"),
  /** For staff; kept in the ledger. */
  reason: staffText.refine((text) => text !== "", "expected a reason"),
  /** For the customer; empty = none. */
  note: staffText,
});
