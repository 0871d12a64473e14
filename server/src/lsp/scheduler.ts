import type { Clock } from '../core/ports';

/**
 * Runs keyed work after a pause, once however often it was asked for. For what may wait (re-checking dependants, telling
 * views); an open file's own findings are published at once.
 */
export class Scheduler {
  private readonly pending = new Map<string, () => void>();
  private isDisposed = false;

  constructor(private readonly clock: Clock) {}

  /** Runs `work` after `delay` milliseconds; asked again with the same key before that, the time begins anew. */
  after(key: string, delay: number, work: () => void): void {
    if (this.isDisposed) return;
    this.pending.get(key)?.();
    this.pending.set(key, this.clock.after(delay, () => {
      this.pending.delete(key);
      work();
    }));
  }

  /** Drops what is pending, and from now on whatever is asked for: work that ends after the shutdown asks, too. */
  dispose(): void {
    this.isDisposed = true;
    for (const cancel of this.pending.values()) cancel();
    this.pending.clear();
  }
}
