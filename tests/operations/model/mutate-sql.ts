import pg from "pg";

/** A defect seeded into the product's statements: each piece of text is replaced wherever it occurs. */
export interface SqlDefect { pieces: [find: string, replace: string][] }

/**
 * Runs `work` while the product's statements (the named ones) carry a defect.
 * @throws Error when a piece occurred in no statement: the defect was never there, whatever `work` found.
 */
export async function withSqlDefect<T>(name: string, { pieces }: SqlDefect, work: () => Promise<T>): Promise<T> {
  const met = new Set<string>();
  const sound = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, statement: unknown, ...more: unknown[]) {
    return sound.call(this, isNamed(statement) ? defective(statement, { name, pieces, met }) : statement, ...more);
  } as typeof pg.Client.prototype.query;
  const [result] = await Promise.allSettled([work()]);
  pg.Client.prototype.query = sound as typeof pg.Client.prototype.query;
  const missing = pieces.find(([find]) => !met.has(find));
  if (missing) throw new Error(`defect ${name}: no statement holds ${JSON.stringify(missing[0])}`);
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

interface Named { name: string; text: string }
const isNamed = (statement: unknown): statement is Named => typeof statement === "object" && statement !== null && "name" in statement && "text" in statement && typeof statement.name === "string";

/** Under a name of its own: a connection keeps statements by name. */
function defective(statement: Named, { name, pieces, met }: SqlDefect & { name: string; met: Set<string> }): Named {
  let text = statement.text;
  for (const [find, replace] of pieces) {
    if (!text.includes(find)) continue;
    met.add(find);
    text = text.replaceAll(find, replace);
  }
  return text === statement.text ? statement : { ...statement, text, name: `${statement.name}:${name}`.slice(0, 63) };
}
