/** Too much is waiting already: the caller should say so to its sender instead of waiting as well. */
export class Overloaded extends Error {
  readonly retryable = true;
  constructor(waiting: number) {
    super(`${waiting} items wait already: expected fewer`);
    this.name = "Overloaded";
  }
}

export interface BatcherOptions<T> {
  /** Saves all of a batch or none of it. */
  save(items: T[]): Promise<void>;
  /** Batches under way at once. */
  inFlight: number;
  batchItems: number;
  batchBytes: number;
  waitingItems: number;
  waitingBytes: number;
}

interface Waiting<T> { item: T; bytes: number; resolve(): void; reject(error: unknown): void }

/**
 * Callers that come while a batch is being saved share the next one: alone a caller waits for nobody, under load one commit
 * serves many. `add` resolves only after the caller's own item was saved.
 */
export class Batcher<T> {
  private waiting: Waiting<T>[] = [];
  private waitingBytes = 0;
  private running = 0;
  private scheduled = false;
  private idle: (() => void)[] = [];

  constructor(private readonly options: BatcherOptions<T>) {}

  /** @throws Overloaded at once when too much waits; whatever `save` throws, for every item of the batch. */
  add(item: T, bytes: number): Promise<void> {
    const { waitingItems, waitingBytes } = this.options;
    if (this.waiting.length >= waitingItems || this.waitingBytes + bytes > waitingBytes) return Promise.reject(new Overloaded(this.waiting.length));
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, bytes, resolve, reject });
      this.waitingBytes += bytes;
      this.schedule();
    });
  }

  /** Resolves when nothing waits or is being saved. */
  drain(): Promise<void> {
    if (this.running === 0 && this.waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => void this.idle.push(resolve));
  }

  /** The rest of this turn of the event loop still joins: requests that were read together are saved together. */
  private schedule(): void {
    if (this.scheduled || this.running >= this.options.inFlight) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      while (this.running < this.options.inFlight && this.waiting.length > 0) void this.saveNext();
    });
  }

  private async saveNext(): Promise<void> {
    const batch = this.take();
    this.running++;
    try {
      await this.options.save(batch.map(({ item }) => item));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    this.running--;
    if (this.waiting.length > 0) this.schedule();
    else if (this.running === 0) for (const done of this.idle.splice(0)) done();
  }

  private take(): Waiting<T>[] {
    let count = 0;
    let bytes = 0;
    while (count < this.waiting.length && count < this.options.batchItems && (count === 0 || bytes + this.waiting[count]!.bytes <= this.options.batchBytes)) {
      bytes += this.waiting[count++]!.bytes;
    }
    this.waitingBytes -= bytes;
    return this.waiting.splice(0, count);
  }
}
