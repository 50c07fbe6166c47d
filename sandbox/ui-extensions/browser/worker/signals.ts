import type { SubscribableSignalLike } from "@shopify/ui-extensions/checkout";
import type { Signals } from "../../protocol";

export type SignalClass = new (value: unknown) => { value: unknown; subscribe(callback: (value: unknown) => void): () => void };
type Group = Record<string, SubscribableSignalLike<unknown>>;

/** The signals of an API by their paths: made of the class the extension brings, so that its components follow them. */
export class SignalTree {
  private readonly made = new Map<string, SubscribableSignalLike<unknown> & { value: unknown }>();
  private readonly values = new Map<string, unknown>();

  constructor(private signalClass: SignalClass = PlainSignal) {}

  /** `@shopify/ui-extensions/preact` hands over Preact's class before anything is made. */
  use(signalClass: SignalClass): void {
    this.signalClass = signalClass;
  }

  update(changed: Signals): void {
    for (const [path, value] of changed) {
      const before = this.values.get(path);
      this.values.set(path, value);
      const signal = this.made.get(path);
      // The same value again is no change, though it came as another copy.
      if (signal && JSON.stringify(before) !== JSON.stringify(value)) signal.value = value;
    }
  }

  /** Everything there is, nested as the API nests it. */
  tree(): Record<string, unknown> {
    const tree: Record<string, unknown> = {};
    for (const path of this.values.keys()) {
      const [group, name] = path.split(".");
      if (name === undefined) tree[group!] = this.at(path);
      else tree[group!] = { ...(tree[group!] as Group | undefined), [name]: this.at(path) };
    }
    return tree;
  }

  at(path: string): SubscribableSignalLike<unknown> {
    const known = this.made.get(path);
    if (known) return known;
    const signal = Object.defineProperties(new this.signalClass(this.values.get(path)), {
      current: { get(this: { value: unknown }) { return this.value; } }, destroy: { value: async () => undefined },
    }) as SubscribableSignalLike<unknown> & { value: unknown };
    this.made.set(path, signal);
    return signal;
  }
}

/** For extensions that bring no signals of their own: a value that tells its subscribers. */
class PlainSignal {
  private readonly callbacks = new Set<(value: unknown) => void>();
  private held: unknown;

  constructor(value: unknown) {
    this.held = value;
  }

  get value(): unknown {
    return this.held;
  }

  set value(value: unknown) {
    this.held = value;
    for (const callback of this.callbacks) callback(value);
  }

  subscribe(callback: (value: unknown) => void): () => void {
    this.callbacks.add(callback);
    return () => void this.callbacks.delete(callback);
  }
}
