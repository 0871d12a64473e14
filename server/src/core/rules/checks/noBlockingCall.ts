import type { CallFact } from '../../facts/python/model';
import type { Fix, PythonCheck, PythonFile, Report } from '../model';
import { changeImports, localName } from '../fixes';
import { NameIndex, NamePattern, NameSet } from '../namePattern';
import { shownCallee } from '../writtenCode';
import { blocking, harmless, fileAccess } from './shared/blockingCalls';
import { blockedHop } from './shared/hops';

/** Blocking calls in code that runs on the event loop, directly or one sync helper away. Fields: `what`, `function`, `instead`. */
export const noBlockingCall: PythonCheck = {
  name: 'event-loop/no-blocking-call',
  input: 'python',
  words: ['async def'],
  run({ file, report: tell }) {
    // `BlockingConnection(…).channel()` is one place to mend.
    const told = new Set<string>();
    const report = (found: Report): void => {
      const start = `${found.range.start.line}:${found.range.start.character}`;
      if (!told.has(start)) tell(found);
      told.add(start);
    };
    for (const call of file.facts.calls) {
      if (!file.runsOnLoop(call)) continue;
      const name = file.calleeOf(call);
      const fn = file.facts.functions[call.function ?? -1]?.name ?? '';
      const instead = name === null || call.awaited || isOfAwaited(file, call, name) ? null : replacementFor(name);
      if (name !== null && instead !== null) {
        report({ range: call.calleeRange, fields: { name, ...shown(file, call), function: fn, instead }, fix: sleepFix(file, call, name) });
      } else if (name !== null && !call.awaited && isOnRequestPath(file, call) && fileNames.has(name)) {
        report({ range: call.calleeRange, atMost: 'warning', fields: { name, ...shown(file, call), function: fn, instead: 'use `aiofiles`, or hand it to `asyncio.to_thread`' } });
      } else {
        const hop = blockedHop(file, call, (target) => replacementFor(target) !== null);
        if (hop) {
          const { callee } = shown(file, call);
          report({
            range: call.calleeRange,
            fields: { name: hop.name, callee, what: `\`${callee}\`, which calls \`${hop.name}\`,`, function: fn, instead: 'make it asynchronous, or call it through `asyncio.to_thread`' },
            related: [{ ...hop.at, message: `\`${hop.helper}\` blocks here, in \`${hop.name}\`` }],
          });
        }
      }
    }
  },
};

function shown(file: PythonFile, call: CallFact): { readonly callee: string; readonly what: string } {
  const callee = shownCallee(file.text, call.calleeRange);
  return { callee, what: `\`${callee}\`` };
}

/** `(await session.execute(query)).scalar()`: what an await gave is asynchronous, or here already, whatever its annotation says. */
function isOfAwaited(file: PythonFile, call: CallFact, name: string): boolean {
  return name.startsWith('sqlalchemy.') && /^\(\s*await\b/.test(file.text.slice(call.calleeRange));
}

const harmlessNames = new NameSet(harmless);
const fileNames = new NameSet(fileAccess);
const replacements = new NameIndex<{ readonly order: number; readonly instead: string }>();
blocking.forEach(({ calls, instead }, order) => {
  for (const name of calls) replacements.add(new NamePattern(name), { order, instead });
});

/** What the first entry whose pattern fits says. */
function replacementFor(name: string): string | null {
  const found = replacements.lookup(name);
  if (found.length === 0 || harmlessNames.has(name)) return null;
  return found.reduce((first, entry) => (entry.order < first.order ? entry : first)).instead;
}

function isOnRequestPath(file: PythonFile, call: CallFact): boolean {
  const role = file.roleOfFunction(call.function);
  return role === 'route' || role === 'bot-handler' || role === 'consumer' || role === 'dependency';
}

function sleepFix(file: PythonFile, call: CallFact, name: string): Fix | null {
  if (name !== 'time.sleep') return null;
  const local = localName(file.facts, 'asyncio.sleep');
  return {
    title: 'Await asyncio.sleep',
    edits: [
      { path: file.path, range: call.calleeRange, newText: `await ${local ?? 'asyncio.sleep'}` },
      ...changeImports(file, local === null ? ['asyncio'] : [], /^\w+/.exec(file.text.slice(call.calleeRange))?.[0] ?? null),
    ],
  };
}
