/** What a snippet inserts, and the tab stops that it has. */
export interface FilledSnippet {
  readonly text: string;
  /** Numbers of the tab stops, sorted; 0 is where the cursor ends. */
  readonly stops: readonly number[];
  /** Stops whose first mention has neither a default nor choices; 0 needs none. */
  readonly empty: readonly number[];
}

/**
 * Fills a snippet (LSP 3.17, Snippet Syntax; without variables and transforms) with the given values by number of tab stop,
 * else with its defaults. A stop that is mentioned again takes the value of its first mention.
 * @throws where the syntax is not understood
 */
export function fillSnippet(body: string, values: Readonly<Record<number, string>> = {}): FilledSnippet {
  return new Filler(body, values).fill();
}

class Filler {
  private at = 0;
  private readonly defaults = new Map<number, string>();
  private readonly empty = new Set<number>();

  constructor(private readonly body: string, private readonly values: Readonly<Record<number, string>>) {}

  fill(): FilledSnippet {
    const text = this.until('');
    const stops = [...this.defaults.keys()].sort((a, b) => a - b);
    return { text, stops, empty: [...this.empty] };
  }

  private until(end: string): string {
    let text = '';
    while (this.at < this.body.length) {
      const char = this.body.charAt(this.at);
      if (char === end) return text;
      if (char === '\\' && '\\$}'.includes(this.body.charAt(this.at + 1))) {
        text += this.body.charAt(this.at + 1);
        this.at += 2;
      } else if (char === '$') {
        text += this.stop();
      } else {
        text += char;
        this.at++;
      }
    }
    if (end !== '') throw new Error(`a placeholder has no end: ${this.body.slice(-40)}`);
    return text;
  }

  private stop(): string {
    const plain = /^\$(\d+)/.exec(this.body.slice(this.at));
    if (plain) {
      this.at += plain[0].length;
      return this.mention(Number(plain[1]), null);
    }
    const open = /^\$\{(\d+)([:|}])/.exec(this.body.slice(this.at));
    if (!open) throw new Error(`neither a tab stop nor an escaped dollar: ${this.body.slice(this.at, this.at + 20)}`);
    this.at += open[0].length;
    const number = Number(open[1]);
    if (open[2] === '}') return this.mention(number, null);
    if (open[2] === '|') return this.mention(number, this.choices());
    const text = this.until('}');
    this.at++;
    return this.mention(number, text);
  }

  private choices(): string {
    const end = this.body.indexOf('|}', this.at);
    if (end < 0) throw new Error('choices have no end');
    const choices = this.body.slice(this.at, end).split(',');
    this.at = end + 2;
    return choices[0] ?? '';
  }

  private mention(number: number, text: string | null): string {
    const known = this.defaults.get(number);
    if (known !== undefined && text !== null && text !== known) throw new Error(`tab stop ${number} has two defaults: «${known}» and «${text}»`);
    if (known === undefined) {
      if (text === null && number !== 0) this.empty.add(number);
      this.defaults.set(number, text ?? '');
    }
    return this.values[number] ?? known ?? text ?? '';
  }
}
