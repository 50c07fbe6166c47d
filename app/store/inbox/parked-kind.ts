/** SQL: what sort of trouble parked a delivery, the part of its reason before the sentence (`unreadable: order …`). */
export const PARKED_KIND = "split_part(parked_reason, ':', 1)";
