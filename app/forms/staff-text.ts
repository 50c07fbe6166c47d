import { z } from "zod";
import { MOST_STAFF_TEXT } from "./adjustment";

/** What staff write beside a command; half a letter and NUL are nothing a database can hold. */
export const staffText = z.string().trim().max(MOST_STAFF_TEXT).refine((text) => !/[\p{Cs}\0]/u.test(text), "expected characters that can be saved");
