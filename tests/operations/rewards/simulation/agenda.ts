/** What is to happen when, in order of time; of one moment in the order it was asked for. */
export class Agenda {
  private readonly entries: { at: number; run(): void }[] = [];

  at(at: number, run: () => void): void {
    let n = this.entries.length;
    while (n > 0 && this.entries[n - 1]!.at > at) n--;
    this.entries.splice(n, 0, { at, run });
  }

  next = () => this.entries.shift();
}
