/** How long a code that a list of orders shows is not charged yet: the order itself tells more, and mostly comes within seconds. */
export const SHOWN_PATIENCE_MS = 60 * 60_000;
