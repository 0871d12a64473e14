import type { Clock } from '../ports';

/** Work in one go gives way to requests after this many milliseconds. */
const slice = 12;

/** Lets other work in between, every now and then. */
export class Pause {
  private started: number;

  constructor(private readonly clock: Clock) {
    this.started = clock.now();
  }

  /** Gives way where the slice is used up; tells whether it did. */
  async ifDue(): Promise<boolean> {
    if (this.clock.now() - this.started <= slice) return false;
    await new Promise<void>((resolve) => { this.clock.after(0, resolve); });
    this.started = this.clock.now();
    return true;
  }
}
