import { type Context, type Emitter, Hash, type Liquid, type TagToken, type Template, Tag, type TopLevelToken } from "liquidjs";
import { escapeHtml } from "../html";

/** Shopify's own tags. `schema`, `stylesheet` and `javascript` write nothing here: the extension reader takes them from the source. */
export function registerTags(liquid: Liquid): void {
  for (const name of ["schema", "stylesheet", "javascript", "doc"]) liquid.registerTag(name, silentTag(name));
  liquid.registerTag("style", wrappingTag("style", () => ["<style>", "</style>"]));
  liquid.registerTag("form", wrappingTag("form", openForm));
}

/** A tag whose body is text for somebody else. */
function silentTag(name: string) {
  return class SilentTag extends Tag {
    constructor(token: TagToken, rest: TopLevelToken[], engine: Liquid) {
      super(token, rest, engine);
      while (rest.length > 0) {
        const next = rest.shift() as TagToken;
        if (next.name === `end${name}`) return;
      }
      throw new Error(`tag ${token.getText()} not closed`);
    }
    *render(): Generator<unknown, void, unknown> { yield undefined; }
  };
}

type Wrap = (args: Record<string, unknown>, kind: string) => [before: string, after: string];

function wrappingTag(name: string, wrap: Wrap) {
  return class WrappingTag extends Tag {
    readonly templates: Template[] = [];
    readonly kind: string;
    readonly hash: Hash;
    constructor(token: TagToken, rest: TopLevelToken[], engine: Liquid) {
      super(token, rest, engine);
      this.kind = /^\s*['"]([\w-]+)['"]/.exec(token.args)?.[1] ?? "";
      this.hash = new Hash(token.args.replace(/^\s*['"][\w-]+['"]\s*,?/, ""));
      while (rest.length > 0) {
        const next = rest.shift()!;
        if ((next as TagToken).name === `end${name}`) return;
        this.templates.push(engine.parser.parseToken(next, rest));
      }
      throw new Error(`tag ${token.getText()} not closed`);
    }
    *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
      const [before, after] = wrap((yield this.hash.render(context)) as Record<string, unknown>, this.kind);
      emitter.write(before);
      yield this.liquid.renderer.renderTemplates(this.templates, context, emitter);
      emitter.write(after);
    }
  };
}

const ACTIONS: Record<string, string> = { product: "cart/add", cart: "cart", customer_login: "account/login", localization: "localization", contact: "contact" };

/** `{% form 'product', product %}`; relative to the shop's root by the page's base. */
function openForm(args: Record<string, unknown>, kind: string): [string, string] {
  const attributes = Object.entries(args).filter(([, value]) => typeof value === "string")
    .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`).join("");
  return [`<form method="post" action="${ACTIONS[kind] ?? ""}" accept-charset="UTF-8"${attributes}><input type="hidden" name="form_type" value="${escapeHtml(kind)}">`, "</form>"];
}
