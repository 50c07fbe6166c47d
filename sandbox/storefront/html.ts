/** Markup that is safe to write into a page as it stands. */
export class Markup {
  constructor(readonly text: string) {}
  toString(): string { return this.text; }
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** `html\`<b>${name}</b>\`` escapes every value but markup; lists are joined, null, undefined and false write nothing. */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Markup {
  return new Markup(parts.reduce((text, part, index) => `${text}${writeValue(values[index - 1])}${part}`));
}

function writeValue(value: unknown): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(writeValue).join("");
  return escapeHtml(String(value));
}
