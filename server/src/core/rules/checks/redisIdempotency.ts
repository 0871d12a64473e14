import type { CallFact, FunctionFact } from '../../facts/python/model';
import { comparePositions } from '../../text/range';
import { callsIn, callsNamed } from '../callsIn';
import { Kept } from '../kept';
import type { CheckContext, PythonCheck, PythonFile } from '../model';
import { inOneLine, keyArgument, redisCommand } from './shared/redisCalls';
import { indentOf } from '../../text/indent';

const writes = new Set(['set', 'setex', 'psetex']);
/** What makes several commands one, or keeps other callers out. */
const guards = /^(lock|acquire|watch|transaction|register_script|eval|evalsha|setnx)$/;
const leaves = /^(return|raise|continue|break)\b/;

/** A claim in two commands: a look at the key and then a write, or a `setnx`, which can carry no expiry. Gives `problem`. */
export const atomicIdempotency: PythonCheck = {
  name: 'redis/atomic-idempotency',
  input: 'python',
  words: ['.exists(', '.get(', '.setnx('],
  run({ file, report }) {
    for (const call of callsNamed(file.facts, 'exists', 'get', 'setnx')) {
      const command = redisCommand(file, call);
      if (command === 'setnx') reportSetnx(file, call, report);
      else if (command !== null) reportCheck(file, call, report);
    }
  },
};

function keyText(file: PythonFile, call: CallFact): string | null {
  const argument = keyArgument(call);
  return argument && file.text.slice(argument.value.range);
}

/** In a transaction the expiry comes along with the claim. */
function reportSetnx(file: PythonFile, call: CallFact, report: CheckContext['report']): void {
  const key = keyText(file, call);
  if (key === null || (file.calleeOf(call) ?? '').includes('Pipeline')) return;
  report({ range: call.calleeRange, fields: { problem: `\`${file.text.slice(call.calleeRange)}\` claims \`${inOneLine(key)}\` without an expiry, so after a crash the claim stays for good` } });
}

function reportCheck(file: PythonFile, check: CallFact, report: CheckContext['report']): void {
  const key = keyText(file, check);
  const write = isFollowed.of(file, check) ? writeBehind(file, check) : null;
  if (key === null || write === null) return;
  report({
    range: write.calleeRange,
    fields: { problem: `\`${file.text.slice(write.calleeRange)}\` comes after a look at \`${inOneLine(key)}\`, and between the two another caller can do the same` },
    related: [{ path: file.path, range: check.calleeRange, message: 'the key is looked at here' }],
  });
}

const isFollowed = new Kept<CallFact, boolean>((file, check) => writeBehind(file, check) !== null);

/** The write, in the same function, that is done because the look found nothing. */
function writeBehind(file: PythonFile, check: CallFact): CallFact | null {
  const key = keyText(file, check);
  const fn = check.function === null ? undefined : file.facts.functions[check.function];
  if (key === null || !fn || check.arguments.length !== 1) return null;
  const calls = callsIn(file.facts, check.function);
  const write = calls.find((call) => writes.has(call.name) && comparePositions(call.range.start, check.range.end) > 0 && keyText(file, call) === key && redisCommand(file, call) !== null);
  if (!write || isConditional(write) || calls.some((call) => guards.test(call.name))) return null;
  // Whoever reads the value too wants the value: a cache, in which the last writer may win.
  if (calls.some((call) => call !== check && call !== write && /^(m?get|getex|getdel|h\w*get\w*|incr\w*)$/.test(call.name) && keyText(file, call) === key && redisCommand(file, call) !== null)) return null;
  return decides(file, fn, check, write, redisCommand(file, check) === 'get') ? write : null;
}

function isConditional(write: CallFact): boolean {
  return write.arguments.some(({ keyword, value }) => keyword === '**' || ((keyword === 'nx' || keyword === 'xx' || keyword === 'get') && value.kind !== 'false' && value.kind !== 'none'));
}

/** Whether the write is done because the look found nothing. A value that is used for more than that is a cached one. */
function decides(file: PythonFile, fn: FunctionFact, check: CallFact, write: CallFact, isRead: boolean): boolean {
  const before = file.text.line(check.range.start.line).slice(0, check.range.start.character);
  const after = file.text.line(check.range.end.line).slice(check.range.end.character);
  const direct = /^\s*(?:el)?if\b(?:.*\b(?:and|or)\b)?\s*(not\s+)?\(*\s*(?:await\s+)?$/.exec(before);
  if (direct) {
    const test = /^\)*\s*(is None|== 0|< 1|is not None|> 0|[=!]= ?\S+)?\s*\)*\s*(?::|\b(?:and|or)\b)/.exec(after);
    if (!test) return false;
    const isAbsent = (direct[1] !== undefined) !== /^(is None|== 0|< 1)$/.test(test[1] ?? '');
    return follows(file, check.range.start.line, check.range.end.line, isAbsent, write.range.start.line);
  }
  if (check.boundTo === null || !/^\w+$/.test(check.boundTo)) return false;
  const condition = new RegExp(`^\\s*if\\s+(not\\s+)?${check.boundTo}(\\s+is\\s+None|\\s+is\\s+not\\s+None)?\\s*:`);
  for (let line = check.range.end.line + 1; line <= fn.bodyRange.end.line && line < write.range.start.line; line++) {
    const found = condition.exec(file.text.line(line));
    if (!found) continue;
    const isAbsent = (found[1] !== undefined) !== /is\s+None/.test(found[2] ?? '');
    return (!isRead || isOnlyTested(file, fn, check, check.boundTo)) && follows(file, line, line, isAbsent, write.range.start.line);
  }
  return false;
}

function isOnlyTested(file: PythonFile, fn: FunctionFact, check: CallFact, name: string): boolean {
  const rest = file.text.slice({ start: check.range.end, end: fn.bodyRange.end });
  return !new RegExp(`\\b${name}\\b`).test(rest.replace(new RegExp(`\\bif\\s+(not\\s+)?${name}(\\s+is\\s+(not\\s+)?None)?\\s*:`, 'g'), ''));
}

/**
 * The write stands in the block that is run when the key is absent: in that of `if not …:`, in the `else:`, or behind a block
 * that leaves. Blocks are told by their indentation.
 */
function follows(file: PythonFile, line: number, conditionEnd: number, isAbsent: boolean, write: number): boolean {
  const indent = indentOf(file.text.line(line));
  let end = conditionEnd + 1;
  let left = false;
  for (; end <= write; end++) {
    const text = file.text.line(end);
    if (text.trim() === '' || text.trim().startsWith('#')) continue;
    if (indentOf(text) <= indent) break;
    left ||= leaves.test(text.trim());
  }
  if (end > write) return isAbsent;
  const isElse = /^\s*else\s*:/.test(file.text.line(end)) && indentOf(file.text.line(end)) === indent;
  return !isAbsent && (isElse || left);
}
