/**
 * Published parameters of the CDNOW cohort: BG/NBD purchase process per week (Fader, Hardie & Lee 2005, "Counting Your Customers
 * the Easy Way") and Gamma-Gamma spend in dollars (Fader & Hardie 2013, "The Gamma-Gamma Model of Monetary Value").
 */
export const CDNOW = {
  purchase: { r: 0.2426, alpha: 4.414, a: 0.793, b: 2.426 },
  spend: { p: 6.25, q: 3.74, v: 15.44 },
} as const;

/** Mean of a purchase under the Gamma-Gamma parameters: p v / (q - 1), about 35.2. */
export function meanSpend(): number {
  const { p, q, v } = CDNOW.spend;
  return (p * v) / (q - 1);
}
