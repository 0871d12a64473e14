import type { CallFact, ValueFact } from '../../facts/python/model';
import type { Severity } from '../../pack/ruleDeclaration';
import { contains, type Range } from '../../text/range';
import { argumentOf } from '../conditions';
import type { CheckContext, PythonCheck, PythonFile, Related } from '../model';
import { environmentOf, mappingOf, textsOf, valuesOf, type FlowValue } from '../valueFlow';
import { isDevelopmentOnly } from './shared/developmentOnly';

const middleware = /^(fastapi|starlette)\.middleware\.cors\.CORSMiddleware$/;
const wrapper = /^(fastapi|starlette)\.middleware\.Middleware$/;
/** Patterns that every origin matches, or every one of a scheme; anchors and outer brackets left out (Starlette asks for a full match). */
const anything = /^(https?\??(:\/\/)?|\((\?:)?https?\|https?\):\/\/)?\(?(\.\*|\.\+|\[\^\/\]\+)\)?$/;

/**
 * A CORS middleware that lets every origin in. With credentials, Starlette answers with the origin that asked, so that any
 * page may act as the user who visits it: that is an error in every application, without them only in this architecture.
 */
export const cors: PythonCheck = {
  name: 'fastapi/cors',
  input: 'python',
  words: ['CORSMiddleware'],
  run(context) {
    const { file } = context;
    for (const call of file.facts.calls) {
      if (!makesCors(file, call) || isDevelopmentOnly(file.path, file.text, call.range.start.line)) continue;
      const open = wildcard(file, call);
      if (!open) continue;
      const hasCredentials = isTrue(file, optionOf(file, call, 'allow_credentials'));
      if (!hasCredentials && !context.project.follows(context.rule.pack)) continue;
      const severity = hasCredentials ? severe(context, file) : null;
      const problem = hasCredentials ? ' with credentials, so any page may act as the user who visits it' : ', so any page may read what this service answers';
      context.report({ range: open.range, fields: { name: open.keyword, value: open.value, problem }, related: writtenElsewhere(file, open), ...(severity === null ? {} : { severity }) });
    }
  },
};

/** `app.add_middleware(CORSMiddleware, …)`, `Middleware(CORSMiddleware, …)`, or `CORSMiddleware(app, …)` around an application. */
function makesCors(file: PythonFile, call: CallFact): boolean {
  const name = file.calleeOf(call);
  if (name !== null && middleware.test(name)) return true;
  if (call.name !== 'add_middleware' && (name === null || !wrapper.test(name))) return false;
  const given = (argumentOf(call, 'middleware_class') ?? argumentOf(call, 'cls') ?? argumentOf(call, '0'))?.value;
  return given?.kind === 'path' && middleware.test(file.resolve(given.path)?.name ?? '');
}

interface OpenOption {
  readonly keyword: string;
  readonly value: string;
  readonly range: Range;
  /** What is given there. */
  readonly given: FlowValue;
}

/** The option that lets every origin in; null where none does, or it comes from the configuration. */
function wildcard(file: PythonFile, call: CallFact): OpenOption | null {
  const origins = optionOf(file, call, 'allow_origins');
  if (origins && isEveryOrigin(file, origins)) return { keyword: 'allow_origins', ...shown(file, call, 'allow_origins'), given: origins };
  const pattern = optionOf(file, call, 'allow_origin_regex');
  if (pattern && !isConfigured(file, pattern) && textsOf(file, pattern.value, pattern.path)?.every((text) => anything.test(text.replace(/^\^|\$$/g, '').replace(/^\((.*)\)$/, '$1')))) return { keyword: 'allow_origin_regex', ...shown(file, call, 'allow_origin_regex'), given: pattern };
  return null;
}

/** Where the wildcard stands, where that is not in the call. */
function writtenElsewhere(file: PythonFile, { given, keyword, range }: OpenOption): Related[] {
  return (valuesOf(file, given.value, given.path) ?? []).filter(({ path, value }) => path !== file.path || !contains(range, value.range.start))
    .map(({ path, value }) => ({ path, range: value.range, message: `what \`${keyword}\` gets` }));
}

/** The option as it is written in the call, or what the call unpacks. */
function shown(file: PythonFile, call: CallFact, keyword: string): { readonly value: string; readonly range: Range } {
  const argument = argumentOf(call, keyword) ?? call.arguments.find((one) => one.keyword === '**');
  const range = argument?.range ?? call.calleeRange;
  const text = argument ? file.text.slice(argument.value.range).replace(/\s+/g, ' ') : '';
  return { value: text.length > 40 ? `${text.slice(0, 39)}…` : text, range };
}

/** The value of a keyword, also where it is unpacked from a dict that is known. */
function optionOf(file: PythonFile, call: CallFact, keyword: string): FlowValue | null {
  const argument = argumentOf(call, keyword);
  if (argument) return { path: file.path, value: argument.value };
  for (const unpacked of call.arguments.filter((one) => one.keyword === '**')) {
    const entry = mappingOf(file, unpacked.value)?.entries.find((one) => one.key === keyword && one.isCertain);
    if (entry) return entry.value;
  }
  return null;
}

/** `"*"` among the origins, whatever branch was taken (Starlette looks for it with `in`, so a bare string counts). */
function isEveryOrigin(file: PythonFile, option: FlowValue): boolean {
  if (isConfigured(file, option)) return false;
  const values = valuesOf(file, option.value, option.path);
  return values !== null && values.length > 0 && values.every(({ path, value }) => isStar(file, path, value));
}

function isStar(file: PythonFile, path: string, value: ValueFact): boolean {
  if (value.kind === 'string') return value.text === '*';
  return value.kind === 'list' && value.items.some((item) => textsOf(file, item, path)?.every((text) => text === '*') === true);
}

/** What the environment sets, the deployment decides. */
function isConfigured(file: PythonFile, { path, value }: FlowValue): boolean {
  return environmentOf(file, value, path) !== null;
}

function isTrue(file: PythonFile, option: FlowValue | null): boolean {
  if (!option || isConfigured(file, option)) return false;
  const values = valuesOf(file, option.value, option.path);
  return values !== null && values.length > 0 && values.every(({ value }) => value.kind === 'true');
}

/** One step above what is declared; a severity that the team set stands as it is. */
function severe(context: CheckContext, file: PythonFile): Severity | null {
  const { rule, project } = context;
  const { rules, overrides } = project.configuration;
  if (rules.get(rule.id)?.severity != null || overrides.some((entry) => entry.rules.get(rule.id)?.severity != null)) return null;
  return context.severityAt(file.path) === rule.severity ? 'error' : rule.severity;
}
