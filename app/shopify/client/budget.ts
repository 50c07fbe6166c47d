/** The leaky bucket of one shop as far as this process knows it. Background work leaves most of it to what people wait for. */
export type Priority = "member" | "background";

export interface ThrottleStatus { maximumAvailable: number; currentlyAvailable: number; restoreRate: number }

const KEPT_FREE: Record<Priority, number> = { member: 0, background: 0.5 };
const FIRST_GUESS: ThrottleStatus = { maximumAvailable: 2000, currentlyAvailable: 2000, restoreRate: 100 };

export class Budget {
  private status = FIRST_GUESS;
  private at = 0;

  /** What the answer said last wins: other processes draw from the same bucket. */
  note(status: ThrottleStatus, nowMs: number): void {
    this.status = status;
    this.at = nowMs;
  }

  /** Takes `cost` from the estimate. @returns milliseconds to wait before the call, 0 when there is enough. */
  take(cost: number, priority: Priority, nowMs: number): number {
    const { maximumAvailable, restoreRate } = this.status;
    const available = Math.min(maximumAvailable, this.status.currentlyAvailable + ((nowMs - this.at) / 1000) * restoreRate);
    const missing = Math.min(maximumAvailable, cost + maximumAvailable * KEPT_FREE[priority]) - available;
    this.note({ ...this.status, currentlyAvailable: available - cost }, nowMs);
    return missing <= 0 ? 0 : Math.ceil((missing / restoreRate) * 1000);
  }
}
