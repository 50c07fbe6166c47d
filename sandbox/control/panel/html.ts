/** HTML that is safe to put into a page as it is. */
export class Html { constructor(readonly text: string) {} }

type Part = Html | string | number | boolean | null | undefined | Part[];

/** Template of HTML: what is put in is escaped, unless it is Html itself; lists are joined, false and null leave nothing. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, string, index) => text + render(parts[index - 1]) + string));
}

function render(part: Part): string {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(render).join("");
  if (part === null || part === undefined || typeof part === "boolean") return "";
  return String(part).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
