/** Metafield types the sandbox checks; `list.` of each is a JSON list of its values. */
export const METAFIELD_TYPES = new Set([
  "boolean", "number_integer", "number_decimal", "single_line_text_field", "multi_line_text_field", "json", "date", "date_time", "url", "color", "money", "id",
]);

const LONGEST_BYTES = 128 * 1024;
const LARGEST_INTEGER = 9_007_199_254_740_991n;

const RULES: Record<string, (value: string) => string | null> = {
  boolean: (value) => (value === "true" || value === "false" ? null : "Value must be true or false."),
  number_integer: (value) => (/^-?\d+$/.test(value) && abs(BigInt(value)) <= LARGEST_INTEGER ? null : "Value must be an integer."),
  number_decimal: (value) => (/^-?\d{1,13}(\.\d{1,9})?$/.test(value) ? null : "Value must be a decimal."),
  single_line_text_field: (value) => (/[\r\n]/.test(value) ? "Value must be a single line text string." : null),
  multi_line_text_field: () => null,
  json: (value) => (isJson(value) ? null : "Value is invalid JSON."),
  date: (value) => (/^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? null : "Value must be in YYYY-MM-DD format."),
  date_time: (value) => (/^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value)) ? null : "Value must be in \"YYYY-MM-DDTHH:MM:SS\" format."),
  url: (value) => (/^(https?|mailto|sms|tel):/.test(value) && URL.canParse(value) ? null : "Value must be a valid URL."),
  color: (value) => (/^#[0-9a-fA-F]{6}$/.test(value) ? null : "Value must be a valid hex color."),
  money: (value) => (isJson(value) ? null : "Value must be money."),
  id: (value) => (/^[\w-]{1,255}$/.test(value) ? null : "Value must be an id."),
};

/** What is wrong with a metafield's value for its type, in one sentence; null when nothing is. */
export function refuseMetafieldValue(type: string, value: string): string | null {
  if (Buffer.byteLength(value) > LONGEST_BYTES) return `Value is too long (maximum is ${LONGEST_BYTES} bytes).`;
  if (!type.startsWith("list.")) return RULES[type]!(value);
  const items = isJson(value) ? JSON.parse(value) as unknown : null;
  if (!Array.isArray(items)) return "Value must be a JSON list.";
  for (const item of items) {
    const wrong = RULES[type.slice(5)]!(typeof item === "string" ? item : JSON.stringify(item));
    if (wrong) return wrong;
  }
  return null;
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
