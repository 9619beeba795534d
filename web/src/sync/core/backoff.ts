import type { Random } from './events';
import { min } from './numbers';

export const BACKOFF_BASE_MILLIS = 500;
export const BACKOFF_CAP_MILLIS = 60_000;

/**
 * Capped exponential backoff with full jitter. Source: Marc Brooker, "Exponential Backoff And Jitter", AWS
 * Architecture Blog, 2015.
 */
export class Backoff {
  constructor(private readonly random: Random) {}

  /** @param failures how many attempts have failed so far, at least 1 */
  delay(failures: number): number {
    const ceiling = min(BACKOFF_CAP_MILLIS, BACKOFF_BASE_MILLIS * 2 ** min(failures, 10));
    return this.random.below(ceiling + 1);
  }
}
