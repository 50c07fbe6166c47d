/** A number as somebody typed it, its marks understood: plain digits with at most one point, and perhaps a minus. */
export type TypedNumber = { plain: string } | { twoWays: { whole: string; decimal: string } } | "missing" | "none";

const GROUPED = /^(\d{1,3})((?:[., '’]\d{3})+)$/;
const MIXED = /^(\d{1,3}(?:[., '’]\d{3})+)([.,])(\d+)$/;

/**
 * "1,000", "1 000", "1.000.000" and "1.000,50" can mean one thing only, where a number has fewer than three decimals. One mark before three digits
 * may be a decimal mark, too: a comma where there may be three decimals; a point everywhere, for who writes "1.000" may mean one.
 * @param decimals how many the number may have.
 */
export function typedNumber(text: string, decimals: number): TypedNumber {
  // Full-width digits and every sort of space become plain ones.
  const [, sign, digits] = /^([+\u2212-]?)(.*)$/s.exec(text.normalize("NFKC").trim())!;
  if (sign === "" && digits === "") return "missing";
  const read = unsigned(digits!, decimals);
  return typeof read === "object" && "plain" in read && sign !== "" && sign !== "+" ? { plain: `-${read.plain}` } : read;
}

function unsigned(text: string, decimals: number): TypedNumber {
  const grouped = GROUPED.exec(text);
  if (grouped && marksOf(text).size === 1 && !text.startsWith("0")) return groups(text, grouped[2]!, decimals);
  const mixed = MIXED.exec(text);
  if (mixed) return mixedMarks(mixed[1]!, mixed[2]!, mixed[3]!);
  return /^\d+(?:[.,]\d+)?$/.test(text) ? { plain: text.replace(",", ".") } : "none";
}

function groups(text: string, tail: string, decimals: number): TypedNumber {
  const [mark] = marksOf(tail);
  const whole = text.replace(/\D/g, "");
  const decimal = text.replace(",", ".");
  const single = tail.length === 4;
  if (single && mark === "," && decimals >= 3) return { twoWays: { whole, decimal } };
  if (!single || mark !== ".") return { plain: whole };
  // With as many decimals, or with more than there are, a point can only be a decimal mark, and a mistake.
  if (decimals >= 3 || (decimals > 0 && !decimal.endsWith("0".repeat(3 - decimals)))) return { plain: decimal };
  return { twoWays: { whole, decimal: decimal.replace(/\.?0+$/, "") } };
}

/** The last mark is the decimal one when the others are alike and not the same as it. */
function mixedMarks(grouped: string, decimalMark: string, fraction: string): TypedNumber {
  const marks = marksOf(grouped);
  if (marks.size > 1 || marks.has(decimalMark) || grouped.startsWith("0")) return "none";
  return { plain: `${grouped.replace(/\D/g, "")}.${fraction}` };
}

const marksOf = (text: string) => new Set(text.replace(/\d/g, ""));
