import type { CallFact, ImportFact } from '../../../facts/python/model';
import { localName, wholeLines } from '../../fixes';
import type { FileEdit, Fix, PythonFile } from '../../model';
import { repetitionOf } from './clientPerCall';

const bodyVerbs = new Set(['post', 'put', 'patch']);
const verbs = new Set(['get', 'delete', 'head', 'options', ...bodyVerbs]);
/** Keyword arguments and attributes of a response that mean the same in both libraries. `text` guesses its encoding otherwise. */
const keywords = new Set(['params', 'headers', 'timeout']);
const attribute = String.raw`\.(?:json\(\)|content\b|status_code\b|headers\b|raise_for_status\(\))`;

/**
 * The edits that move a file from `import requests` to httpx: the import, and each call awaited on a client of its own.
 * null unless every use of the library is a plain call in a coroutine, as a simple statement, whose arguments and response
 * mean the same to httpx. Where the function runs again and again, the client comes from outside (http/shared-client), which no edit here can arrange.
 */
export function toHttpx(file: PythonFile, fact: ImportFact): Fix | null {
  const { text } = file;
  const importLine = text.slice({ start: fact.statement.start, end: { line: fact.statement.end.line, character: text.line(fact.statement.end.line).length } });
  if (fact.function !== null || fact.optional || !/^import requests(?: as \w+)?\s*(?:#.*)?$/.test(importLine)) return null;
  const calls = file.facts.calls.filter((call) => verbs.has(call.name) && file.calleeOf(call) === `requests.${call.name}` && call.callee === `:${fact.bound}.${call.name}`);
  // Any other mention of the name, be it in a comment, could be a use.
  const mentions = text.text.match(new RegExp(`\\b${fact.bound}\\b`, 'g'))?.length ?? 0;
  if (calls.length === 0 || mentions !== calls.length + 1) return null;
  const client = localName(file.facts, 'httpx.AsyncClient');
  const edits = calls.map((call) => awaited(file, call, client ?? 'httpx.AsyncClient'));
  if (!edits.every((edit) => edit !== null)) return null;
  const imported: FileEdit = client === null
    ? { path: file.path, range: fact.statement, newText: 'import httpx' }
    : { path: file.path, range: wholeLines(text, fact.statement), newText: '' };
  return { title: 'Call it through httpx.AsyncClient', edits: [imported, ...edits] };
}

function awaited(file: PythonFile, call: CallFact, client: string): FileEdit | null {
  const { text, facts, path } = file;
  const fn = call.function === null ? undefined : facts.functions[call.function];
  if (!fn || !file.runsOnLoop(call) || file.roleOfFunction(call.function) !== null || repetitionOf(file, call.function) !== null || !hasSameArguments(call)) return null;
  const before = text.line(call.range.start.line).slice(0, call.range.start.character);
  const after = text.line(call.range.end.line).slice(call.range.end.character);
  const [, indent = '', binding = '', bound] = /^(\s+)((?:(\w+) = |return )?)$/.exec(before) ?? [];
  const suffix = new RegExp(`^(?:${attribute})?(?=\\s*(?:#.*)?$)`).exec(after)?.[0];
  const scope = text.slice(fn.range);
  const name = ['client', 'http_client'].find((one) => !new RegExp(`\\b${one}\\b`).test(scope));
  const written = text.slice(call.argumentsRange);
  if (indent === '' || suffix === undefined || name === undefined || /"""|'''|\\\r?\n/.test(written) || /\bexcept\s*\(?[^:]*\b(?:OSError|IOError)\b/.test(scope)) return null;
  if (suffix === '' && !(binding === '' || (bound !== undefined && isReadAlike(scope, bound)))) return null;
  const step = indent.startsWith('\t') ? '\t' : '    ';
  const options = [
    ...(call.name === 'head' ? [] : ['follow_redirects=True']),
    ...(call.arguments.some((argument) => argument.keyword === 'timeout') ? [] : [`timeout=${client.replace(/AsyncClient$/, 'Timeout')}(5.0, connect=1.0)`]),
  ];
  const request = `await ${name}.${call.name}${written.replaceAll('\n', `\n${step}`)}`;
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  return {
    path,
    range: { start: { line: call.range.start.line, character: indent.length }, end: { line: call.range.end.line, character: call.range.end.character + suffix.length } },
    newText: `async with ${client}(${options.join(', ')}) as ${name}:${newline}${indent}${step}${binding}${suffix === '' ? request : `(${request})${suffix}`}`,
  };
}

/** One positional argument, the URL, and keywords that both libraries read alike. */
function hasSameArguments(call: CallFact): boolean {
  return call.arguments.length > 0 && call.arguments.every(({ keyword, value }, at) => (at === 0 ? keyword === null
    : keyword === 'timeout' ? value.kind === 'number'
    : keyword !== null && (keywords.has(keyword) || (keyword === 'json' && bodyVerbs.has(call.name)))));
}

/** Every mention of the response, but the one that binds it, reads something that httpx has too. */
function isReadAlike(scope: string, response: string): boolean {
  const all = scope.match(new RegExp(`\\b${response}\\b`, 'g'))?.length ?? 0;
  const alike = scope.match(new RegExp(`\\b${response}${attribute}`, 'g'))?.length ?? 0;
  return all === alike + 1;
}
