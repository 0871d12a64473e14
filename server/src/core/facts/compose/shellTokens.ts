/** A word or an operator of a shell line. */
export interface ShellToken {
  readonly text: string;
  /** `&&`, `||`, `|`, `;`, `&`, `(`, `)`, a redirection: outside quotes. */
  readonly isOperator: boolean;
}

/** `separator`: a line's end is `;`, as in a script. `space`: it only parts words, as in compose's `command`. */
export type Newlines = 'separator' | 'space';

const longestText = 100_000;

/**
 * Splits a line as a POSIX shell would (IEEE 1003.1, 2.3 Token Recognition), without expanding anything: quotes and
 * backslashes are taken off, `$NAME` and backquotes stay as written. Operators are words of their own.
 * An unclosed quote ends with the text. Text beyond 100,000 characters is left out.
 */
export function splitShell(text: string, newlines: Newlines = 'separator'): string[] {
  return tokenizeShell(text, newlines).map((token) => token.text);
}

/** As {@link splitShell}, with operators told apart from quoted words that look like them. */
export function tokenizeShell(text: string, newlines: Newlines = 'separator'): ShellToken[] {
  return new Tokenizer(text.slice(0, longestText), newlines).run();
}

class Tokenizer {
  private readonly tokens: ShellToken[] = [];
  private word = '';
  private hasWord = false;
  private at = 0;

  constructor(private readonly text: string, private readonly newlines: Newlines) {}

  run(): ShellToken[] {
    while (this.at < this.text.length) this.step();
    this.endWord();
    return this.tokens;
  }

  private step(): void {
    const { text } = this;
    const char = text.charAt(this.at);
    if (char === "'") this.singleQuoted();
    else if (char === '"') this.doubleQuoted();
    else if (char === '\\') this.escaped();
    else if (char === '$' && (text.charAt(this.at + 1) === '(' || text.charAt(this.at + 1) === '{')) this.expansion();
    else if (char === '#' && !this.hasWord) this.at = endOfLine(text, this.at);
    else if (char === '\n' && this.newlines === 'separator') this.operator(';', 1);
    else if (/\s/.test(char)) {
      this.endWord();
      this.at++;
    } else if (!this.operatorHere()) {
      this.add(char);
      this.at++;
    }
  }

  private operatorHere(): boolean {
    const match = /^(?:\d?(?:>>|<<-?|<>|>\||>&|<&|>|<)|&>>?|&&|\|\||;;|[|&;()])/.exec(this.text.slice(this.at, this.at + 4));
    if (!match) return false;
    // A digit belongs to a redirection (`2>`) only where no word stands before it.
    if (/^\d/.test(match[0]) && this.hasWord) return false;
    // A bracket inside a word is no subshell: `print(1)` in an unquoted argument.
    if (this.hasWord && (match[0] === '(' || (match[0] === ')' && this.word.includes('(')))) return false;
    if (/[<>]/.test(match[0]) && match[0] !== '<<' && match[0] !== '<<-') this.redirection(match[0]);
    else this.operator(match[0], match[0].length);
    return true;
  }

  /** `2>&1` and `>&2` are one token; elsewhere the target follows as a word. */
  private redirection(sign: string): void {
    const target = /^(?:\d+|-)(?=[\s;&|)]|$)/.exec(this.text.slice(this.at + sign.length, this.at + sign.length + 8));
    const full = sign.endsWith('&') && target ? sign + target[0] : sign;
    this.operator(full, full.length);
  }

  private operator(text: string, length: number): void {
    this.endWord();
    this.tokens.push({ text, isOperator: true });
    this.at += length;
  }

  private singleQuoted(): void {
    const end = this.text.indexOf("'", this.at + 1);
    this.add(this.text.slice(this.at + 1, end < 0 ? undefined : end));
    this.at = end < 0 ? this.text.length : end + 1;
  }

  private doubleQuoted(): void {
    const { text } = this;
    this.add('');
    for (this.at++; this.at < text.length; this.at++) {
      const char = text.charAt(this.at);
      if (char === '"') {
        this.at++;
        return;
      }
      const next = text.charAt(this.at + 1);
      if (char === '\\' && next !== '' && '$`"\\\n'.includes(next)) {
        this.at++;
        if (next !== '\n') this.word += next;
      } else this.word += char;
    }
  }

  private escaped(): void {
    const line = /^\\\r?\n/.exec(this.text.slice(this.at, this.at + 3));
    if (line) this.at += line[0].length;
    else {
      this.add(this.text.charAt(this.at + 1));
      this.at += 2;
    }
  }

  /** `$(…)` and `${…}` stay whole, white space and operators in them included. */
  private expansion(): void {
    const open = this.text.charAt(this.at + 1);
    const close = open === '(' ? ')' : '}';
    let depth = 0;
    let end = this.at + 1;
    for (; end < this.text.length; end++) {
      const char = this.text.charAt(end);
      if (char === open) depth++;
      else if (char === close && --depth === 0) break;
    }
    this.add(this.text.slice(this.at, end + 1));
    this.at = end + 1;
  }

  private add(text: string): void {
    this.word += text;
    this.hasWord = true;
  }

  private endWord(): void {
    if (this.hasWord) this.tokens.push({ text: this.word, isOperator: false });
    this.word = '';
    this.hasWord = false;
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
