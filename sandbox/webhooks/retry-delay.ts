const RETRIES = 8;
const FIRST_DELAY_MS = 56_000;

/**
 * How long after the n-th failed attempt (1 is the first try) the next one comes, in milliseconds of the sandbox clock: doubling
 * from 56 seconds, so that eight retries end just under four hours. Null when there are no more.
 */
export function retryDelayMs(failedAttempts: number): number | null {
  return failedAttempts > RETRIES ? null : FIRST_DELAY_MS * 2 ** (failedAttempts - 1);
}
