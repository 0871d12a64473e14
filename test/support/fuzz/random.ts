/** Numbers that look random and come again for the same seed (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0 to below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let value = this.state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (values.length === 0) throw new Error('nothing to pick from');
    return value as T;
  }
}

/** Seeds of a fuzz run: as many as ARCHGUIDE_FUZZ says, from ARCHGUIDE_FUZZ_SEED on. */
export function seeds(usual: number): readonly number[] {
  const count = Number(process.env['ARCHGUIDE_FUZZ'] ?? usual);
  const first = Number(process.env['ARCHGUIDE_FUZZ_SEED'] ?? (count > usual ? Date.now() % 1_000_000_000 : 1));
  return Array.from({ length: count }, (_, at) => first + at);
}
