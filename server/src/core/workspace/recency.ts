/** Which files were changed when: what was read of a file before its last change is out of date. */
export class Recency {
  private readonly changedAt = new Map<string, number>();
  private count = 0;

  /** A moment, for `isChanged`. */
  get now(): number {
    return this.count;
  }

  changed(path: string): void {
    this.changedAt.set(path, ++this.count);
  }

  isChanged(path: string, since: number): boolean {
    return (this.changedAt.get(path) ?? 0) > since;
  }
}
