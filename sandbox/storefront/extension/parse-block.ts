/** One block or embed of a theme app extension. */
export interface ThemeBlock {
  handle: string;
  /** The template without its schema, stylesheet and javascript; lines stand where they stood. */
  template: string;
  schema: BlockSchema;
  /** Contents of `{% stylesheet %}` and `{% javascript %}`. */
  stylesheet: string;
  javascript: string;
}

export interface BlockSchema {
  name: string;
  target: "section" | "head" | "body" | "compliance_head";
  stylesheet?: string;
  javascript?: string;
  enabled_on?: { templates?: string[]; groups?: string[] };
  disabled_on?: { templates?: string[]; groups?: string[] };
  class?: string;
  tag?: string;
  available_if?: string;
  settings: BlockSetting[];
}

export interface BlockSetting { type: string; id?: string; label?: string; default?: unknown; autofill?: boolean }

/** Splits a block's source as Shopify does. Throws with the block's name when its schema is missing or no JSON. */
export function parseBlock(handle: string, source: string): ThemeBlock {
  const bodies: Record<string, string> = {};
  const template = source.replace(/\{%-?\s*(schema|stylesheet|javascript|doc)\s*-?%\}([\s\S]*?)\{%-?\s*end\1\s*-?%\}/g, (all, tag: string, body: string) => {
    bodies[tag] = `${bodies[tag] ?? ""}${body}`;
    return "\n".repeat(all.split("\n").length - 1);
  });
  return { handle, template, schema: schemaOf(handle, bodies.schema), stylesheet: bodies.stylesheet ?? "", javascript: bodies.javascript ?? "" };
}

function schemaOf(handle: string, text: string | undefined): BlockSchema {
  if (text === undefined) throw new Error(`block ${handle}: no {% schema %}, expected one`);
  try {
    const schema = JSON.parse(text) as Partial<BlockSchema>;
    return { ...schema, name: schema.name ?? handle, target: schema.target ?? "section", settings: schema.settings ?? [] };
  } catch (error) {
    throw new Error(`block ${handle}: {% schema %} is no JSON (${(error as Error).message})`, { cause: error });
  }
}

/** The values of a block's settings: schema defaults under what the merchant set. */
export function settingsOf(schema: BlockSchema, chosen: Record<string, unknown> = {}): Record<string, unknown> {
  const defaults = schema.settings.flatMap(({ id, default: value, type }) => (id ? [[id, value ?? emptyOf(type)]] : []));
  return { ...Object.fromEntries(defaults), ...chosen };
}

/** What Liquid sees in a setting nobody has set and that has no default. */
function emptyOf(type: string): unknown {
  if (type === "checkbox") return false;
  if (["text", "textarea", "richtext", "inline_richtext", "html", "liquid"].includes(type)) return "";
  return null;
}

/** Whether a block may stand on pages of a template, by its `enabled_on` or `disabled_on`. */
export function allowsTemplate(schema: BlockSchema, template: string): boolean {
  const matches = (list: string[] | undefined) => list?.some((entry) => entry === "*" || entry === template);
  if (schema.enabled_on?.templates) return Boolean(matches(schema.enabled_on.templates));
  return !matches(schema.disabled_on?.templates);
}
