import { z } from "zod";
import { HEX } from "./appearance";

export const appearanceSchema = z.strictObject({
  color: z.string().regex(HEX, 'expected a color such as "#1f4d3a"').nullable(),
  radius: z.int().min(0).max(28),
});
