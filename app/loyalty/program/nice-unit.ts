/**
 * How many units of a currency buy about what ten US dollars buy, as a figure people would choose. Written out and rounded on
 * purpose: it proposes settings, a merchant decides, and nothing is ever converted with it.
 */
const UNITS_PER_TEN_DOLLARS: Readonly<Record<string, number>> = Object.freeze(Object.assign(Object.create(null) as Record<string, number>, {
  AED: 40, ALL: 1000, AMD: 4000, ARS: 10_000, BDT: 1000, BHD: 4, BIF: 30_000, BRL: 50, CDF: 25_000, CLP: 10_000, CNY: 70, COP: 40_000, CRC: 5000, CZK: 200, DJF: 2000,
  DKK: 70, DOP: 600, DZD: 1500, EGP: 500, ETB: 1000, GEL: 30, GHS: 150, GNF: 80_000, HKD: 80, HNL: 250, HUF: 4000, IDR: 150_000, ILS: 40, INR: 800, IQD: 15_000,
  IRR: 400_000, ISK: 1500, JMD: 1500, JOD: 7, JPY: 1500, KES: 1500, KHR: 40_000, KMF: 5000, KRW: 15_000, KWD: 3, KZT: 5000, LAK: 200_000, LBP: 900_000, LKR: 3000,
  LYD: 50, MAD: 100, MDL: 200, MMK: 20_000, MNT: 35_000, MOP: 80, MUR: 500, MWK: 20_000, MXN: 200, MYR: 40, NGN: 15_000, NIO: 400, NOK: 100, NPR: 1500, OMR: 4, PEN: 40,
  PHP: 600, PKR: 3000, PLN: 40, PYG: 80_000, QAR: 40, RON: 50, RSD: 1000, RUB: 1000, RWF: 15_000, SAR: 40, SEK: 100, THB: 350, TND: 30, TRY: 400, TWD: 300, TZS: 25_000,
  UAH: 400, UGX: 40_000, UYU: 400, UZS: 120_000, VND: 250_000, XAF: 6000, XOF: 6000, XPF: 1000, YER: 2500, ZAR: 200, ZMW: 250,
}));

/** Units of the currency that stand for ten dollars; 10 where a currency is not listed. */
export function unitsPerTenDollars(currency: string): number {
  return UNITS_PER_TEN_DOLLARS[currency] ?? 10;
}

/** The figure a rate is stated per, in units: 1 (USD), 10 (SEK), 100 (JPY, KRW) or 1000 (VND). */
export function niceUnit(currency: string): number {
  const units = unitsPerTenDollars(currency);
  if (units >= 100_000) return 1000;
  if (units >= 1000) return 100;
  return units >= 100 ? 10 : 1;
}
