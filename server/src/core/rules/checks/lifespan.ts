import type { CallFact, FunctionFact } from '../../facts/python/model';
import type { FileEdit, Fix, PythonCheck, PythonFile, Related } from '../model';
import { argumentOf } from '../conditions';
import { addImports, addKeyword, wholeLines } from '../fixes';
import { isPinnedBelow } from './shared/declaredVersion';

const onEvent = /^fastapi\.(FastAPI|APIRouter)\.on_event$/;
const addHandler = /^fastapi\.(FastAPI|APIRouter)\.add_event_handler$/;

/** A start-up or shutdown function registered by `on_event`. */
interface EventHandler {
  readonly fn: FunctionFact;
  readonly event: 'startup' | 'shutdown';
  readonly decorator: FunctionFact['decorators'][number];
}

/** `@app.on_event`, `add_event_handler` and `FastAPI(on_startup=…)`, which FastAPI has deprecated for `lifespan`. */
export const lifespan: PythonCheck = {
  name: 'fastapi/lifespan',
  input: 'python',
  words: ['on_event', 'add_event_handler', 'on_startup', 'on_shutdown'],
  run({ file, project, rule, report }) {
    // `FastAPI(lifespan=…)` came with 0.93; earlier versions take it, and never run it.
    const isOld = isPinnedBelow(project, file.path, 'fastapi', '0.93');
    if (isOld && !project.follows(rule.pack)) return;
    const handlers = eventHandlers(file);
    const fix = handlers.length > 0 && !isOld ? lifespanFix(file, handlers) : null;
    for (const handler of handlers) {
      report({ range: handler.decorator.range, fields: { name: `on_event("${handler.event}")`, function: handler.fn.name, value: handler.event }, fix, related: madeElsewhere(file, handler.decorator.path) });
    }
    for (const call of file.facts.calls) {
      const name = file.calleeOf(call);
      if (name === null) continue;
      if (addHandler.test(name)) report({ range: call.calleeRange, fields: { name: 'add_event_handler', function: '', value: 'add_event_handler' }, related: [...madeElsewhere(file, call.callee ?? ''), ...handlerElsewhere(file, call)] });
      if (name !== 'fastapi.FastAPI') continue;
      for (const keyword of ['on_startup', 'on_shutdown']) {
        const argument = argumentOf(call, keyword);
        if (argument) report({ range: argument.range, fields: { name: keyword, function: '', value: keyword } });
      }
    }
  },
};

function eventHandlers(file: PythonFile): EventHandler[] {
  const found: EventHandler[] = [];
  for (const fn of file.facts.functions) {
    for (const decorator of fn.decorators) {
      if (!onEvent.test(file.resolve(decorator.path)?.name ?? '') || decorator.call === null) continue;
      const event = file.facts.calls[decorator.call]?.arguments[0]?.value;
      if (event?.kind === 'string' && (event.text === 'startup' || event.text === 'shutdown')) found.push({ fn, event: event.text, decorator });
    }
  }
  return found;
}

/** Where the application or router is made that `symbol` is a method of, where that is another file. */
function madeElsewhere(file: PythonFile, symbol: string): Related[] {
  const owner = file.project.bindingOf?.(file.path, symbol.replace(/\.\w+(\(\))?$/, '')) ?? null;
  if (!owner || owner.path === file.path) return [];
  const made = file.project.modules.get(owner.path)?.wiring.find((call) => call.boundTo === owner.name);
  return made ? [{ path: owner.path, range: made.range, message: `\`${owner.name}\`, which the handler is registered on, is made here` }] : [];
}

/** The function that is registered, where it stands in another file. */
function handlerElsewhere(file: PythonFile, call: CallFact): Related[] {
  const value = (argumentOf(call, 'func') ?? argumentOf(call, '1'))?.value;
  const definition = value?.kind === 'path' ? file.resolve(value.path)?.definition : null;
  if (!definition || definition.function === null || definition.path === file.path) return [];
  const fn = file.project.modules.get(definition.path)?.functions[definition.function];
  return fn ? [{ path: definition.path, range: fn.nameRange, message: `\`${fn.name}\` is the handler` }] : [];
}

/**
 * One edit for all handlers of the file: the decorators go, a `lifespan` that calls the functions in order comes above
 * the application. Offered where that is plainly the same: one application made at module level without a lifespan,
 * handlers that are module-level functions without parameters and without other decorators.
 */
function lifespanFix(file: PythonFile, handlers: readonly EventHandler[]): Fix | null {
  const applications = file.facts.calls.filter((call) => file.calleeOf(call) === 'fastapi.FastAPI');
  const application = applications[0];
  if (applications.length !== 1 || !application || application.function !== null || application.boundTo === null) return null;
  if (argumentOf(application, 'lifespan') || application.arguments.some((argument) => argument.keyword === '**')) return null;
  const simple = handlers.every(({ fn, decorator }) => fn.function === null && fn.class === null && fn.parameters.length === 0 && fn.decorators.length === 1
    && isOfApplication(decorator.path, application));
  if (!simple || file.facts.functions.some((fn) => fn.name === 'lifespan')) return null;
  return { title: 'Turn on_event handlers into a lifespan', edits: fixEdits(file, handlers, application) };
}

function isOfApplication(decorator: string, application: CallFact): boolean {
  return decorator === `:${application.boundTo ?? ''}.on_event` || decorator === `:${application.boundTo ?? ''}.on_event()`;
}

function fixEdits(file: PythonFile, handlers: readonly EventHandler[], application: CallFact): FileEdit[] {
  const newline = file.text.text.includes('\r\n') ? '\r\n' : '\n';
  const call = ({ fn }: EventHandler): string => `    ${fn.isAsync ? 'await ' : ''}${fn.name}()`;
  const ofEvent = (event: EventHandler['event']): string[] => handlers.filter((handler) => handler.event === event).map(call);
  const shutdown = ofEvent('shutdown');
  const body = shutdown.length === 0 ? [...ofEvent('startup'), '    yield']
    : [...ofEvent('startup'), '    try:', '        yield', '    finally:', ...shutdown.map((line) => `    ${line}`)];
  const lines = ['@asynccontextmanager', `async def lifespan(_: FastAPI) -> AsyncIterator[None]:`, ...body, '', '', ''];
  // A comment above the application stays with it.
  let line = application.range.start.line;
  while (line > 0 && /^#/.test(file.text.line(line - 1))) line--;
  const at = { line, character: 0 };
  const imports = addImports(file, ['collections.abc.AsyncIterator', 'contextlib.asynccontextmanager']);
  const above = [file.text.line(Math.max(0, line - 1)), file.text.line(Math.max(0, line - 2))].filter((line) => line.trim() === '').length;
  return [
    ...imports,
    { path: file.path, range: { start: at, end: at }, newText: newline.repeat(2 - above) + lines.join(newline) },
    addKeyword(file.path, file.text, application, 'lifespan=lifespan'),
    ...handlers.map(({ decorator }) => ({ path: file.path, range: wholeLines(file.text, withAt(decorator.range)), newText: '' })),
  ];
}

/** A decorator's range may or may not hold its `@`; the whole line goes. */
function withAt(range: EventHandler['decorator']['range']): EventHandler['decorator']['range'] {
  return { start: { line: range.start.line, character: 0 }, end: range.end };
}
