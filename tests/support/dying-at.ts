import pg from "pg";
import { getGlobalDispatcher, setGlobalDispatcher, type Dispatcher } from "undici";

/**
 * Runs `work` as a process that dies at its n-th step: right after a change was committed, in a transaction or by itself, or after a
 * call was carried out and before its answer is heard. From then on nothing it does arrives anywhere.
 * @returns whether it died; false = it came to its end with fewer steps.
 */
export async function dyingAt(n: number, work: () => Promise<unknown>): Promise<boolean> {
  let steps = 0;
  let dead = false;
  const reached = () => (dead = dead || (steps += 1) === n);
  const gone = () => new Error("the process is gone");
  const sound = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  const reading = new WeakSet<object>();
  pg.Client.prototype.query = function (this: pg.Client, statement: unknown, ...more: unknown[]) {
    if (dead) return refuse(more.at(-1), gone());
    const text = typeof statement === "object" && statement !== null && "text" in statement ? String(statement.text) : String(statement);
    if (text.startsWith("BEGIN")) reading[text.includes("READ ONLY") ? "add" : "delete"](this);
    const heard = more.at(-1);
    if (typeof heard === "function" && CHANGE.test(text)) {
      const heardIfAlive = (error: Error | null, result: unknown) => void (heard as typeof heardIfAlive)(!error && reached() ? gone() : error, result);
      return sound.call(this, statement, ...more.slice(0, -1), heardIfAlive);
    }
    const answer = sound.call(this, statement, ...more);
    if (text !== "COMMIT" || reading.has(this)) return answer;
    return (answer as Promise<unknown>).then((result) => { if (reached()) throw gone(); return result; });
  } as typeof pg.Client.prototype.query;
  const before = getGlobalDispatcher();
  setGlobalDispatcher(before.compose((dispatch) => (options, handler) => {
    if (dead) throw gone();
    return dispatch(options, unheard(handler, reached, gone));
  }));
  try {
    await work();
  } catch (error) {
    if (!dead) throw error;
  } finally {
    pg.Client.prototype.query = sound as typeof pg.Client.prototype.query;
    setGlobalDispatcher(before);
  }
  return dead;
}

/** A statement of its own that changes something: the product writes these with words in capitals. */
const CHANGE = /\b(INSERT INTO|UPDATE|DELETE FROM)\b|add_jobs\(/;

/** A pool's own query hears by its callback, a client's by its promise. */
function refuse(callback: unknown, error: Error): Promise<never> | undefined {
  if (typeof callback !== "function") return Promise.reject(error);
  (callback as (error: Error) => void)(error);
  return undefined;
}

/** How an answer begins, by the two interfaces of undici. */
const HEARD = new Set(["onResponseStart", "onHeaders"]);

/** The other side has done it; the answer is not heard. */
function unheard(handler: Dispatcher.DispatchHandlers, reached: () => boolean, gone: () => Error): Dispatcher.DispatchHandlers {
  return new Proxy(handler, {
    get: (target, name) => {
      const own = Reflect.get(target, name) as ((...given: unknown[]) => unknown) | undefined;
      if (!HEARD.has(String(name)) || !own) return typeof own === "function" ? own.bind(target) : own;
      return (...given: unknown[]) => { if (reached()) throw gone(); return own.apply(target, given); };
    },
  });
}
