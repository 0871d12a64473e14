import { LineIndex } from '../../text/lineIndex';
import type { Range } from '../../text/range';
import type { CommentFact } from '../python/model';
import type { DependencyFact, DependencyFacts, DependencyInclude } from './model';
import { readRequirement } from './requirement';

/** Folder or file names that say nothing of a group: `requirements/base.txt`, `requirements.prod.txt`. */
const runtimeNames = new Set(['', 'base', 'main', 'common', 'prod', 'production', 'runtime', 'requirements', 'reqs', 'lock', 'locked', 'all', 'core', 'app', 'constraints', 'in']);

/**
 * Reads a requirements file of pip: requirements, `-r`, `-c`, `-e`, options, hashes, comments, lines continued with a
 * backslash. The group is what the file is named after: `requirements-dev.txt` and `requirements/dev.in` are `dev`.
 */
export function readRequirements(path: string, text: string): DependencyFacts {
  const index = new LineIndex(text);
  const group = groupOf(path);
  const dependencies: DependencyFact[] = [];
  const includes: DependencyInclude[] = [];
  const problems: { message: string; range: Range }[] = [];
  const comments: CommentFact[] = [];
  for (const line of logicalLines(index, comments)) {
    const option = /^(-[rce]|--(?:requirement|constraint|editable))(?:[ \t]*=[ \t]*|[ \t]+|(?=[./\w]))([^\s#]+)/.exec(line.text);
    if (option) {
      const kind = /^--?r/.test(option[0]) ? 'requirements' : /^--?c/.test(option[0]) ? 'constraints' : 'editable';
      const start = line.start + option[0].length - (option[2] ?? '').length;
      includes.push({ kind, path: option[2] ?? '', range: index.rangeOf(start, line.start + option[0].length) });
      continue;
    }
    if (line.text === '' || line.text.startsWith('-') || /^(?:[./]|[a-z+]+:\/\/)/i.test(line.text)) continue;
    // Options of one requirement follow it: hashes, config settings.
    const own = line.text.replace(/\s+--(?:hash|config-settings?|global-option|install-option)\b[\s\S]*$/, '').trimEnd();
    const dependency = readRequirement(own, line.start, index, group);
    if (dependency) dependencies.push(dependency);
    else problems.push({ message: `not a requirement: ${own.slice(0, 60)}`, range: index.rangeOf(line.start, line.start + own.length) });
  }
  return { language: 'dependencies', dependencies, requiresPython: null, scripts: new Map(), comments, includes, problems };
}

const longestLine = 5000;

interface LogicalLine {
  /** Trimmed; a continuation is blanks of the same length, so that offsets stay true. */
  readonly text: string;
  readonly start: number;
}

function logicalLines(index: LineIndex, comments: CommentFact[]): LogicalLine[] {
  const lines: LogicalLine[] = [];
  let open = '';
  let openStart = 0;
  for (let number = 0; number < index.lineCount; number++) {
    const written = number === 0 ? index.line(0).replace(/^\uFEFF/, ' ') : index.line(number);
    const line = written.length > longestLine ? '' : written;
    const start = index.offsetAt({ line: number, character: 0 });
    // pip: a comment begins the line or stands behind white space.
    const hash = /(?:^|\s)#/.exec(line);
    const commentAt = hash ? hash.index + hash[0].length - 1 : line.length;
    if (hash) comments.push({ text: line.slice(commentAt), range: index.rangeOf(start + commentAt, start + line.length), ownLine: line.slice(0, commentAt).trim() === '' });
    const content = line.slice(0, commentAt);
    if (open === '') openStart = start;
    const gap = ' '.repeat(start - openStart - open.length);
    const isContinued = commentAt === line.length && content.endsWith('\\');
    open += gap + (isContinued ? `${content.slice(0, -1)} ` : content);
    if (isContinued && open.length < longestLine) continue;
    const text = open.trim();
    if (text !== '') lines.push({ text, start: openStart + open.indexOf(text.charAt(0)) });
    open = '';
  }
  if (open.trim() !== '') lines.push({ text: open.trim(), start: openStart + open.length - open.trimStart().length });
  return lines;
}

function groupOf(path: string): string | null {
  const segments = path.split('/');
  const stem = (segments.pop() ?? '').replace(/\.(?:txt|in|pip)$/i, '').toLowerCase();
  const words = stem.split(/[-_.]/).filter((word) => word !== 'requirements' && word !== 'require' && word !== 'reqs' && word !== 'requirement');
  const name = words.join('-');
  return runtimeNames.has(name) ? null : name;
}
