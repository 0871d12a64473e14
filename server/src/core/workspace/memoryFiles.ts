import type { Files } from '../ports';

/** Files held in memory: for examples of pages, and for text that a caller hands over. */
export class MemoryFiles implements Files {
  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  read(path: string): Promise<string | null> {
    return Promise.resolve(this.texts.get(path) ?? null);
  }

  list(): Promise<readonly string[]> {
    return Promise.resolve([...this.texts.keys()].sort());
  }
}
