import type { CallFact } from '../../facts/python/model';
import type { Location } from '../../text/range';
import { callsIn, callsTo } from '../callsIn';
import type { FunctionRole, PythonCheck, PythonFile } from '../model';
import { shownCallee } from '../writtenCode';
import { amqpMethod } from './shared/amqp';

const openers = new Set(['aio_pika.connect', 'aio_pika.connect_robust']);
const occasions: ReadonlyMap<FunctionRole, string> = new Map([['route', 'every request'], ['dependency', 'every request'], ['bot-handler', 'every update'], ['consumer', 'every message']]);
/** Their result is made once. */
const cached = /(^|[.:])(lru_cache|cache|alru_cache|cached|cachedmethod|once)(\(\))?$/;
/** So many functions of the same file are looked into for one handler. */
const mostFunctions = 40;

/** A connection or channel that a route, dependency, bot handler or consumer opens each time it is called, or a publisher for each message. Gives `callee`, `function`, `what` and `where`. */
export const noConnectionInHandler: PythonCheck = {
  name: 'rabbitmq/no-connection-in-handler',
  input: 'python',
  words: ['Router', 'FastAPI', 'Dispatcher', '@router', '@app', '@dp', '@bp', '@api', 'connect', 'consume', 'publish'],
  run({ file, report }) {
    const told = new Set<CallFact['calleeRange']>();
    file.facts.functions.forEach((fn, index) => {
      const where = occasions.get(file.roleOfFunction(index) ?? 'lifespan');
      if (where === undefined || fn.decorators.some(({ path }) => cached.test(path))) return;
      const opened = openedIn(file, index);
      if (opened === null) return;
      told.add(opened.at?.range ?? opened.call.calleeRange);
      report({
        range: opened.call.calleeRange,
        fields: { callee: file.text.slice(opened.call.calleeRange), function: fn.name, what: opened.what, where },
        related: opened.at ? [{ ...opened.at, message: 'opened here' }] : [],
      });
    });
    for (const call of callsTo(file, openers)) {
      const publisher = told.has(call.calleeRange) ? null : publisherOf(file, call);
      if (publisher !== null) report({ range: call.calleeRange, fields: { callee: shownCallee(file.text, call.calleeRange), function: publisher, what: 'a connection', where: 'every message' } });
    }
  },
};

const runsOnce = /^_*(main|run|serve|start|startup|setup|set_up|init|initialize|initialise|connect|open|seed|demo|test\w*)(_|$)/;

/** The function that opens a connection, publishes over it and is done with it: whoever calls it has a message to send. */
function publisherOf(file: PythonFile, call: CallFact): string | null {
  const fn = call.function === null ? undefined : file.facts.functions[call.function];
  if (!fn || isKept(file, call) || file.roleOfFunction(call.function) !== null) return null;
  // A program publishes what it has and ends; a generator, a nested function and a loop hold on to what they open.
  if (file.facts.mainGuard !== null || fn.function !== null || fn.isGenerator || fn.isLambda || runsOnce.test(fn.name)) return null;
  const body = file.text.slice(fn.bodyRange);
  const isSeen = callsIn(file.facts, call.function).some((other) => other.name === 'publish' && amqpMethod(file, other) === 'Exchange.publish');
  return isSeen && !/^\s*(while|async for)\b|\b(consume|iterator)\s*\(|\breturn\s+\w*(conn|broker|channel|exchange)/m.test(body) ? fn.name : null;
}

interface Opened {
  readonly call: CallFact;
  readonly what: string;
  /** Where that is in a helper. */
  readonly at: Location | null;
}

/** What the function opens: its connection, else a channel on a connection that it was given. */
function openedIn(file: PythonFile, index: number): Opened | null {
  const calls = callsIn(file.facts, index);
  const seen = new Set([index]);
  for (const call of calls) {
    const opened = connectionOf(file, call, seen);
    if (opened !== null) return opened;
  }
  const channel = calls.find((call) => call.name === 'channel' && amqpMethod(file, call) === 'Connection.channel' && !isKept(file, call));
  return channel && !isLongLived(file, index) ? { call: channel, what: 'a channel', at: null } : null;
}

/** `seen`: functions of this file that are looked into already. */
function connectionOf(file: PythonFile, call: CallFact, seen: Set<number>): Opened | null {
  const target = file.resolve(call.callee);
  if (target === null) return null;
  const { name, definition } = target;
  if ((!openers.has(name) && definition?.function == null) || isKept(file, call)) return null;
  if (openers.has(name)) return { call, what: 'a connection', at: null };
  if (!definition || definition.function === null) return null;
  if (definition.path !== file.path) {
    const at = openedElsewhere(file, definition.path, definition.function);
    return at && { call, what: 'a connection', at };
  }
  if (seen.has(definition.function) || seen.add(definition.function).size > mostFunctions) return null;
  const helper = file.facts.functions[definition.function];
  if (!helper || helper.decorators.some(({ path }) => cached.test(path))) return null;
  for (const inner of callsIn(file.facts, definition.function)) {
    const opened = connectionOf(file, inner, seen);
    if (opened !== null) return { call, what: opened.what, at: opened.at ?? { path: file.path, range: opened.call.calleeRange } };
  }
  return null;
}

/** Where a function of another file opens a connection for whoever calls it; null where it keeps it for the next call. */
function openedElsewhere(file: PythonFile, path: string, index: number): Location | null {
  const { project } = file;
  const summary = project.modules.get(path);
  if (!summary || summary.functions[index]?.decorators.some(({ path: decorator }) => cached.test(decorator)) !== false) return null;
  for (const call of summary.wiring) {
    if (call.function !== index || !openers.has(project.resolve(path, call.callee)?.name ?? '')) continue;
    const kept = call.boundTo?.includes('.') === true || summary.bindings.some((binding) => binding.name === call.boundTo && binding.class === null);
    if (!kept) return { path, range: call.range };
  }
  return null;
}

/** Stored beyond the call: in an attribute, an item, or a variable of the module. */
function isKept(file: PythonFile, call: CallFact): boolean {
  const { boundTo } = call;
  if (boundTo === null) return /[\w\])]\s*\[[^\]]*\]\s*=\s*(await\s+)?$/.test(file.text.line(call.range.start.line).slice(0, call.range.start.character));
  const fn = file.facts.functions[call.function ?? -1];
  return boundTo.includes('.') || (fn !== undefined && new RegExp(`^\\s*(global|nonlocal)\\b[^\\n]*\\b${boundTo}\\b`, 'm').test(file.text.slice(fn.bodyRange)));
}

/** A web socket or a stream of events has a channel of its own for as long as it lives. */
function isLongLived(file: PythonFile, index: number): boolean {
  const fn = file.facts.functions[index];
  return fn !== undefined && ((fn.isGenerator && fn.function !== null) || fn.decorators.some(({ path }) => /\.websocket(_route)?(\(\))?$/.test(path)));
}
