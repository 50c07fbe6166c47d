import { AssignTag, CaptureTag, type Context, defaultOperators, type Emitter, evalToken, Expression, Filter, Hash, IfTag, type Liquid, LiquidError, Output, RenderError, type Template, type Token, TokenKind, toValue, toValueSync, Value } from "liquidjs";

/**
 * liquidjs evaluates through generators, so that one source serves promises too. A storefront waits for nothing, and there
 * the generators cost several times what is computed. These are the same steps as direct calls: what is evaluated most is
 * replaced, all else still runs through the original and is only unwrapped. Snippets are parsed once and found by name.
 */
export function evaluateDirectly(liquid: Liquid): void {
  replaceSteps();
  const partials = new Map<string, Template[]>();
  const parse = liquid._parsePartialFile.bind(liquid);
  const partial = (file: string, sync?: boolean, from?: string) => {
    const templates = partials.get(file) ?? (toValueSync(parse(file, sync, from)) as Template[]);
    partials.set(file, templates);
    return templates;
  };
  Object.assign(liquid, { _parsePartialFile: partial });
  Object.assign(liquid.renderer, { renderTemplates });
}

/** Liquid's operators; two texts, numbers or truths are compared at once, all others as liquidjs does. */
export const directOperators = Object.fromEntries(Object.entries(defaultOperators).map(([name, operator]) => {
  const original = (...operands: unknown[]) => toValueSync((operator as (...all: unknown[]) => Generator<unknown, boolean>)(...operands));
  if (name === "==") return [name, (l: unknown, r: unknown) => (isPlain(l) && isPlain(r) ? l === r : original(l, r))];
  if (name === "!=") return [name, (l: unknown, r: unknown) => (isPlain(l) && isPlain(r) ? l !== r : original(l, r))];
  if (name === "and") return [name, (l: unknown, r: unknown) => isTrue(l) && isTrue(r)];
  if (name === "or") return [name, (l: unknown, r: unknown) => isTrue(l) || isTrue(r)];
  return [name, original];
})) as typeof defaultOperators;

const isPlain = (value: unknown) => typeof value === "string" || typeof value === "number" || typeof value === "boolean";

function isTrue(value: unknown): boolean {
  const plain = toValue(value);
  return plain !== false && plain !== null && plain !== undefined;
}

/** Writes into `emitter`, or returns the text when there is none. */
function renderTemplates(templates: Template[], context: Context, emitter: Emitter = new TextEmitter()): unknown {
  for (const template of templates) {
    try {
      const html = toValueSync(template.render(context, emitter) as never) as unknown;
      if (html) emitter.write(html);
    } catch (error) {
      throw LiquidError.is(error) ? error : new RenderError(error as Error, template as never);
    }
    if (context.breakCalled || context.continueCalled) break;
  }
  return (emitter as TextEmitter).buffer;
}

class TextEmitter implements Emitter {
  buffer = "";
  write(html: unknown): void { this.buffer += textOf(html); }
}

function textOf(value: unknown): string {
  const plain = toValue(value) as unknown;
  if (typeof plain === "string") return plain;
  if (plain === null || plain === undefined) return "";
  return Array.isArray(plain) ? plain.map(textOf).join("") : String(plain);
}

/** What liquidjs keeps private and its own steps read. */
interface Scopes { findScope(name: string): unknown }
interface FilterParts { args: (Token | [string, Token])[]; handler(...all: unknown[]): unknown; liquid: Liquid; token: Token }
interface AssignParts { key: string; value: Value }
interface AnyToken extends Token { content?: unknown; variable?: Token; props?: Token[]; operator?: string }

function evaluateToken(token: Token | undefined, context: Context, lenient?: boolean): unknown {
  if (!token) return undefined;
  if ("content" in token) return token.content;
  if (token.kind !== TokenKind.PropertyAccess) return toValueSync(evalToken(token, context, lenient) as never);
  const { variable, props = [] } = token as AnyToken;
  const names = props.map((prop) => toValue(evaluateToken(prop, context)) as string);
  const found: unknown = variable ? evaluateToken(variable, context, lenient) : (context as unknown as Scopes).findScope(names[0]!);
  return names.reduce<unknown>((value, name) => toValueSync(context.readProperty(value as never, name) as never), found);
}

type Step = (this: never, ...args: never[]) => unknown;

/** Each step by the class it belongs to; whoever `yield`s one of these gets its value at once. */
const STEPS: [prototype: object, name: string, step: Step][] = [
  [Expression.prototype, "evaluate", function (this: Expression, context: Context, lenient?: boolean) {
    if (this.postfix.length === 1) return evaluateToken(this.postfix[0], context, lenient);
    const operands: unknown[] = [];
    for (const token of this.postfix as AnyToken[]) {
      if (token.kind !== TokenKind.Operator) {
        operands.push(evaluateToken(token, context, lenient));
        continue;
      }
      const operator = context.opts.operators[token.operator!] as (...all: unknown[]) => unknown;
      const right = operands.pop();
      operands.push(token.operator === "not" ? operator(right, context) : operator(operands.pop(), right, context));
    }
    return operands[0];
  } as Step],
  [Filter.prototype, "render", function (this: FilterParts, value: unknown, context: Context) {
    const args = this.args.map((arg) => (Array.isArray(arg) ? [arg[0], evaluateToken(arg[1], context)] : evaluateToken(arg, context)));
    return toValueSync(this.handler.apply({ context, token: this.token, liquid: this.liquid }, [value, ...args]) as never);
  } as Step],
  [Value.prototype, "value", function (this: Value, context: Context, lenient?: boolean) {
    let value = this.initial.evaluate(context, lenient) as unknown;
    for (const filter of this.filters) value = filter.render(value, context);
    return value;
  } as Step],
  [Hash.prototype, "render", function (this: Hash, context: Context) {
    const values: Record<string, unknown> = {};
    for (const key in this.hash) values[key] = this.hash[key] === undefined ? true : evaluateToken(this.hash[key], context);
    return values;
  } as Step],
  [Output.prototype, "render", function (this: Output, context: Context, emitter: Emitter) { emitter.write(toValue(this.value.value(context, false))); } as Step],
  [AssignTag.prototype, "render", function (this: AssignParts, context: Context) {
    (context.bottom() as Record<string, unknown>)[this.key] = this.value.value(context);
  } as Step],
  [CaptureTag.prototype, "render", function (this: CaptureTag, context: Context) {
    (context.bottom() as Record<string, unknown>)[this.variable] = this.liquid.renderer.renderTemplates(this.templates, context);
  } as Step],
  [IfTag.prototype, "render", function (this: IfTag, context: Context, emitter: Emitter) {
    const branch = this.branches.find(({ value }) => isTrue(value.value(context)));
    this.liquid.renderer.renderTemplates(branch?.templates ?? this.elseTemplates ?? [], context, emitter);
  } as Step],
];

function replaceSteps(): void {
  for (const [prototype, name, step] of STEPS) Object.assign(prototype, { [name]: step });
}
