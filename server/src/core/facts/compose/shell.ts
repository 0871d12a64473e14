import { tokenizeShell, type ShellToken } from './shellTokens';
import { unwrapCommand } from './shellWrappers';

export { splitShell } from './shellTokens';

/** A process that a command line starts. */
export interface ShellProcess {
  /** Its argument vector, wrappers taken off. */
  readonly words: readonly string[];
  /** Started with `&`: what follows runs beside it. */
  readonly background: boolean;
}

/** Opens and closes of compound commands (IEEE 1003.1, 2.9.4), as far as a background `&` behind them matters. */
const opening = new Set(['(', '{', 'if', 'while', 'until', 'for', 'case']);
const closing = new Set([')', '}', 'fi', 'done', 'esac']);
const connecting = new Set(['then', 'else', 'elif', 'do', '!']);

/** Commands of the shell itself that start no process, or none that matters (`echo`, `test`). */
const builtins = new Set([
  ':', '.', 'source', 'cd', 'set', 'shopt', 'export', 'unset', 'local', 'readonly', 'trap', 'wait', 'true', 'false', 'umask',
  'ulimit', 'exit', 'return', 'shift', 'break', 'continue', 'echo', 'printf', 'test', '[', '[[', 'read', 'eval', 'in',
]);

const mostProcesses = 200;
const deepestNesting = 8;

/**
 * What processes an argument vector starts, in order. `sh -c "…"` is looked into, and so are `exec`, assignments before a
 * command, `poetry run` and its like, wait-for-it, dockerize, tini, dumb-init, reloaders and tracers.
 *
 *     alembic upgrade head && uvicorn app:app    two, one after the other
 *     python -m bot & uvicorn app:app            two at once: the first is in the background
 *     uvicorn app:app | tee log                  two; a pipe does not count as background
 *
 * Operators are recognised in the vector itself too, since a shell-form command is split into words before it comes here.
 */
export function shellProcesses(words: readonly string[]): ShellProcess[] {
  const processes: MutableProcess[] = [];
  const tokens = words.map((text) => ({ text, isOperator: operators.has(text) || redirection.test(text) }));
  collect(tokens, processes, 0);
  return processes;
}

const operators = new Set(['&&', '||', '|', ';', ';;', '&', '(', ')']);
const redirection = /^(?:\d?(?:>>|<>|>\||>|<)|\d?[<>]&(?:\d+|-)?|&>>?)$/;

interface MutableProcess {
  words: readonly string[];
  background: boolean;
}

function collect(tokens: readonly ShellToken[], into: MutableProcess[], depth: number): void {
  /** Where the and-or list that a `&` would send to the background began; one a compound command. */
  const starts: number[] = [into.length];
  let command: string[] = [];
  const finish = (): void => {
    if (command.length > 0) addCommand(command, into, depth);
    command = [];
  };
  for (let i = 0; i < tokens.length && into.length < mostProcesses; i++) {
    const token = tokens[i];
    if (!token) break;
    const { text } = token;
    if (token.isOperator && redirection.test(text)) {
      if (!/&(?:\d+|-)$/.test(text)) i++;
      continue;
    }
    const isKeyword = command.length === 0;
    if (token.isOperator ? text === '(' : isKeyword && opening.has(text)) {
      finish();
      starts.push(into.length);
      if (text === 'for' || text === 'case') i = skipHead(tokens, i);
    } else if (token.isOperator ? text === ')' : isKeyword && closing.has(text)) {
      finish();
      const start = starts.length > 1 ? starts.pop() ?? 0 : starts[0] ?? 0;
      if (tokens[i + 1]?.text === '&') sendBack(into, start);
    } else if (token.isOperator) {
      finish();
      const last = starts.length - 1;
      if (text === '&') sendBack(into, starts[last] ?? 0);
      if (text === '&' || text === ';' || text === ';;') starts[last] = into.length;
    } else if (!(isKeyword && connecting.has(text))) command.push(text);
  }
  finish();
}

/** Steps over `NAME in words` of a `for`, or `word in` of a `case`. */
function skipHead(tokens: readonly ShellToken[], from: number): number {
  let i = from;
  while (i + 1 < tokens.length && tokens[i + 1]?.isOperator !== true && tokens[i + 1]?.text !== 'do') i++;
  return i;
}

function sendBack(processes: MutableProcess[], from: number): void {
  for (const process of processes.slice(from)) process.background = true;
}

function addCommand(command: readonly string[], into: MutableProcess[], depth: number): void {
  const { words, script } = unwrapCommand(command);
  if (script !== null) {
    if (depth < deepestNesting) collect(tokenizeShell(script), into, depth + 1);
    return;
  }
  const first = words[0];
  if (first !== undefined && !builtins.has(first)) into.push({ words, background: false });
}
