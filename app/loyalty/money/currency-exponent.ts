/** ISO 4217 currencies whose minor unit is not a hundredth. Written out: a table in the runtime may change under a stored amount. */
const EXPONENTS: Readonly<Record<string, number>> = Object.freeze(Object.assign(Object.create(null) as Record<string, number>, {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
}));

/**
 * Decimals of a currency: 0, 2 or 3.
 * @throws RangeError when `currency` is not a three-letter code.
 */
export function currencyExponent(currency: string): number {
  const exponent = EXPONENTS[currency];
  if (exponent !== undefined) return exponent;
  if (/^[A-Z]{3}$/.test(currency)) return 2;
  throw new RangeError(`currency ${JSON.stringify(currency)}: expected a three-letter ISO 4217 code such as USD`);
}
