import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type CorpusLanguage = 'python' | 'yaml' | 'dockerfile' | 'toml';

/** The code blocks of the bundled pages by language: between them they trigger every rule, and keep doing so. */
export class Corpus {
  private readonly blocks = new Map<string, string[]>();

  constructor(folder: string) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!name.endsWith('.md')) continue;
      for (const [, , language = '', code = ''] of readFileSync(join(folder, name), 'utf8').matchAll(/^( *)```(\w+)[^\n]*\n([\s\S]*?)^\1```/gm)) {
        const list = this.blocks.get(language);
        if (list) list.push(code);
        else this.blocks.set(language, [code]);
      }
    }
  }

  of(language: CorpusLanguage): readonly string[] {
    return this.blocks.get(language) ?? [];
  }
}
