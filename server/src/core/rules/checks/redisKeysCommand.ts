import type { CallFact } from '../../facts/python/model';
import { argumentOf } from '../conditions';
import type { Fix, PythonCheck, PythonFile } from '../model';
import { shownCallee } from '../writtenCode';
import { redisCommand } from './shared/redisCalls';

/** The command KEYS, by method or by name. Gives `callee`. */
export const redisKeysCommand: PythonCheck = {
  name: 'redis/no-keys-command',
  input: 'python',
  words: ['.keys(', 'execute_command'],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      if (call.name !== 'keys' && call.name !== 'execute_command') continue;
      const command = redisCommand(file, call);
      if (command !== 'keys' && !(command === 'execute_command' && isKeys(call))) continue;
      report({ range: call.calleeRange, fields: { callee: shownCallee(file.text, call.calleeRange) }, fix: command === 'keys' ? scanFix(file, call) : null });
    }
  },
};

function isKeys(call: CallFact): boolean {
  const value = argumentOf(call, '0')?.value;
  return value?.kind === 'string' && /^keys\b/i.test(value.text);
}

/** `scan_iter` gives the same keys in slices: as a loop where the call is what a loop goes over, else as a list. */
function scanFix(file: PythonFile, call: CallFact): Fix | null {
  const name = file.calleeOf(call) ?? '';
  const isAsync = name.startsWith('redis.asyncio.');
  const written = file.text.slice(call.calleeRange);
  if (name.includes('Pipeline') || !written.endsWith('.keys') || call.arguments.length > 1 || isAsync !== call.awaited) return null;
  const [argument] = call.arguments;
  if (argument && argument.keyword !== null && argument.keyword !== 'pattern') return null;
  if (isAsync && (call.function === null || !file.facts.functions[call.function]?.isAsync)) return null;
  const pattern = argument ? `match=${file.text.slice(argument.value.range)}` : '';
  const scan = `${written.slice(0, -'keys'.length)}scan_iter(${pattern})`;
  const line = file.text.line(call.range.start.line);
  const before = /^([\s\S]*?)((?<![\w)\]])\(await\s+|(?<!\w)await\s+)?$/.exec(line.slice(0, call.range.start.character));
  const awaited = before?.[2] ?? '';
  const { end } = call.range;
  const isWrapped = awaited.startsWith('(');
  const rest = file.text.line(end.line).slice(end.character);
  if (isAsync && (awaited === '' || (isWrapped && !rest.startsWith(')')))) return null;
  const range = {
    start: { line: call.range.start.line, character: call.range.start.character - awaited.length },
    end: isWrapped ? { line: end.line, character: end.character + 1 } : end,
  };
  const loop = /^(\s*)for\s+[\w\s,()]+\s+in\s+$/.exec(before?.[1] ?? '');
  const title = 'Use scan_iter';
  if (loop && /^:/.test(isWrapped ? rest.slice(1) : rest)) {
    const at = { line: range.start.line, character: loop[1]?.length ?? 0 };
    const edits = [{ path: file.path, range, newText: scan }];
    return { title, edits: isAsync ? [{ path: file.path, range: { start: at, end: at }, newText: 'async ' }, ...edits] : edits };
  }
  return { title, edits: [{ path: file.path, range, newText: isAsync ? `[key async for key in ${scan}]` : `list(${scan})` }] };
}
