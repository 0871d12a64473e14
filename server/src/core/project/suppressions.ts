import type { LineIndex } from '../text/lineIndex';
import { lineRange, type Range, type TextEdit } from '../text/range';
import { closest } from '../pack/suggest';

/** What a suppression asks of a comment: the facts of Python, compose, Dockerfile and dependency files all give it. */
export interface Comment {
  readonly text: string;
  readonly range: Range;
  readonly ownLine: boolean;
}

/** What a suppression asks of a finding. */
export interface Suppressible {
  readonly rule: string;
  readonly range: Range;
}

/** `# archguide: ignore[rule, rule] until=2026-12-31 reason`. */
export interface Suppression {
  readonly scope: 'line' | 'file';
  /** Rules in the order written, each with its own range. */
  readonly rules: readonly { readonly id: string; readonly range: Range }[];
  readonly reason: string;
  /** ISO date after which it no longer counts. */
  readonly until: string | null;
  readonly untilRange: Range | null;
  readonly comment: Comment;
  /** Line of code that it speaks of; for a comment above, the first line of code below. */
  readonly line: number;
}

export type SuppressionNoteKind = 'unused' | 'expired' | 'no-reason' | 'unknown-rule' | 'malformed';

/** What is to be said of a suppression itself. */
export interface SuppressionNote {
  readonly kind: SuppressionNoteKind;
  readonly severity: 'warning' | 'hint';
  readonly range: Range;
  readonly message: string;
  /** The rule that it is about, where it is about one. */
  readonly rule: string | null;
  /** Takes away what is of no use; null where there is nothing to take away. */
  readonly fix: { readonly title: string; readonly edits: readonly TextEdit[] } | null;
}

/** Lines at the top of a file in which `ignore-file` counts. */
const headerLines = 20;
const directive = /#\s*archguide:\s*(ignore(?:-file)?)\b(?:\s*\[([^\]]*)(\])?)?(.*)$/s;
const mention = /#\s*archguide:/;

export interface SuppressionContext {
  readonly text: LineIndex;
  readonly ruleIds: ReadonlySet<string>;
  /** Rules that were run on this file: only of these can a suppression be unused. Default: all. */
  readonly activeRules?: ReadonlySet<string>;
  /** ISO date (YYYY-MM-DD) of today, for `until`. */
  readonly today: string;
}

/** The suppressions of one file. Never throws; a comment that means to be one and is not is noted. */
export class Suppressions {
  readonly all: readonly Suppression[];
  private readonly malformed: SuppressionNote[] = [];

  constructor(comments: readonly Comment[], private readonly context: SuppressionContext) {
    const ownLines = new Set(comments.filter((comment) => comment.ownLine).map((comment) => comment.range.start.line));
    this.all = comments.flatMap((comment) => (mention.test(comment.text) ? this.read(comment, ownLines) ?? [] : []));
  }

  /** Parts findings into those that stand and those that are suppressed, and says what is wrong with the suppressions. */
  apply<T extends Suppressible>(findings: readonly T[]): { readonly kept: readonly T[]; readonly suppressed: readonly { readonly finding: T; readonly by: Suppression }[]; readonly notes: readonly SuppressionNote[] } {
    const kept: T[] = [];
    const suppressed: { finding: T; by: Suppression }[] = [];
    const used = new Set<string>();
    for (const finding of findings) {
      const by = this.all.find((suppression) => covers(suppression, finding));
      if (by) used.add(useKey(by, finding.rule));
      if (by && !this.isExpired(by)) suppressed.push({ finding, by });
      else kept.push(finding);
    }
    // An identical suppression that another one has made needless is unused, too.
    return { kept, suppressed, notes: [...this.malformed, ...this.all.flatMap((suppression) => this.notesOf(suppression, used))] };
  }

  private isExpired(suppression: Suppression): boolean {
    return suppression.until !== null && suppression.until < this.context.today;
  }

  private read(comment: Comment, ownLines: ReadonlySet<number>): Suppression | null {
    const match = directive.exec(comment.text);
    if (!match) return this.refuse(comment, 'Archguide knows `ignore[rule-id] reason` and `ignore-file[rule-id] reason` here.');
    const [whole, word, list, closing, rest = ''] = match;
    if (list === undefined || list.trim() === '') return this.refuse(comment, `\`${word}\` names no rule. Write \`${word}[rule-id] reason\`.`);
    if (closing === undefined) return this.refuse(comment, `The list of rules is not closed. Write \`${word}[rule-id] reason\`.`);
    const { line } = comment.range.start;
    const isFile = word === 'ignore-file';
    if (isFile && line >= headerLines) return this.refuse(comment, `\`ignore-file\` counts in the first ${headerLines} lines of a file.`);
    const listStart = comment.range.start.character + match.index + whole.indexOf('[') + 1;
    const until = /\buntil=(\S+)/.exec(rest);
    const restStart = comment.range.start.character + match.index + whole.length - rest.length;
    const untilRange = until ? lineRange(line, restStart + until.index, restStart + until.index + until[0].length) : null;
    const date = until?.[1] === undefined ? null : isoDate(until[1]);
    if (until && date === null) this.refuse(comment, `\`${until[0]}\` is no date. Write \`until=YYYY-MM-DD\`.`, untilRange ?? comment.range);
    const reason = rest.replace(/\buntil=\S+/, '').trim().replace(/^(?:reason:|[-–—:,]+)\s*/i, '').trim();
    return {
      scope: isFile ? 'file' : 'line', rules: rulesOf(list, line, listStart), reason, until: date, untilRange, comment,
      line: comment.ownLine ? nextCode(line, ownLines) : line,
    };
  }

  private refuse(comment: Comment, message: string, range: Range = comment.range): null {
    this.malformed.push({ kind: 'malformed', severity: 'warning', range, message, rule: null, fix: null });
    return null;
  }

  private notesOf(suppression: Suppression, used: ReadonlySet<string>): SuppressionNote[] {
    const notes: SuppressionNote[] = [];
    const { ruleIds, activeRules = ruleIds } = this.context;
    const isUseless = (rule: string): boolean => activeRules.has(rule) && !used.has(useKey(suppression, rule));
    for (const { id, range } of suppression.rules) {
      const fix = this.removal(suppression, id);
      if (!ruleIds.has(id)) {
        const near = closest(id, ruleIds);
        notes.push({ kind: 'unknown-rule', severity: 'warning', range, rule: id, message: `There is no rule \`${id}\`.${near === null ? '' : ` Did you mean \`${near}\`?`}`, fix: near === null ? fix : { title: `Write ${near}`, edits: [{ range, newText: near }] } });
      } else if (isUseless(id)) {
        notes.push({ kind: 'unused', severity: 'hint', range, rule: id, message: `\`${id}\` finds nothing here: this suppression is not needed.`, fix });
      } else if (this.isExpired(suppression)) {
        notes.push({ kind: 'expired', severity: 'warning', range: suppression.untilRange ?? range, rule: id, message: `This suppression of \`${id}\` ended on ${suppression.until ?? ''}: mend the code, or give a new date and reason.`, fix });
      }
    }
    if (suppression.reason === '') {
      notes.push({ kind: 'no-reason', severity: 'hint', range: suppression.comment.range, rule: null, message: 'This suppression gives no reason. Say behind the brackets why the rule does not hold here.', fix: null });
    }
    return notes;
  }

  /** Takes one rule out of the list; the whole comment, with its line where it stands alone, for the last. */
  private removal(suppression: Suppression, rule: string): SuppressionNote['fix'] {
    const rest = suppression.rules.filter(({ id }) => id !== rule);
    const first = suppression.rules[0];
    const last = suppression.rules.at(-1);
    if (rest.length > 0 && first && last) {
      return { title: `Remove ${rule} from the suppression`, edits: [{ range: { start: first.range.start, end: last.range.end }, newText: rest.map(({ id }) => id).join(', ') }] };
    }
    const { comment } = suppression;
    const { line } = comment.range.start;
    const before = this.context.text.line(line).slice(0, comment.range.start.character);
    const range: Range = comment.ownLine
      ? { start: { line, character: 0 }, end: { line: line + 1, character: 0 } }
      : { start: { line, character: before.trimEnd().length }, end: { line, character: this.context.text.line(line).length } };
    return { title: 'Remove the suppression', edits: [{ range, newText: '' }] };
  }
}

function covers(suppression: Suppression, { rule, range }: Suppressible): boolean {
  if (!suppression.rules.some(({ id }) => id === rule)) return false;
  if (suppression.scope === 'file') return true;
  if (suppression.line === range.start.line) return true;
  // Behind the last line of a statement over several lines.
  return !suppression.comment.ownLine && suppression.line === range.end.line;
}

function useKey(suppression: Suppression, rule: string): string {
  return `${suppression.comment.range.start.line}:${suppression.comment.range.start.character} ${rule}`;
}

/** A comment alone on its line speaks of the first line below that is no such comment. */
function nextCode(line: number, ownLines: ReadonlySet<number>): number {
  let next = line + 1;
  while (ownLines.has(next)) next++;
  return next;
}

function rulesOf(list: string, line: number, start: number): { id: string; range: Range }[] {
  const rules: { id: string; range: Range }[] = [];
  for (const match of list.matchAll(/[^\s,]+/g)) {
    if (!rules.some(({ id }) => id === match[0])) rules.push({ id: match[0], range: lineRange(line, start + match.index, start + match.index + match[0].length) });
  }
  return rules;
}

/** The date as written, where it is one of the calendar. */
function isoDate(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : null;
}
