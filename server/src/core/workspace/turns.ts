/** Runs work one after the other, in the order in which it was asked for; what fails does not stop what comes after. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs `work` when all before it is done; gives what it gives. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }
}
