import type { FunctionFact, ParameterFact } from '../../facts/python/model';
import { callsNamed } from '../callsIn';
import type { PythonCheck, PythonFile } from '../model';

const untyped = /^(typing\.|t\.)?([dD]ict|Any|Mapping|MutableMapping|object)(\[.*\])?$/s;
const writes = /^fastapi\.(FastAPI|APIRouter)\.(post|put|patch)$/;
/** What gives raw JSON a shape: a model, a validator, aiogram's own types. */
const validators = /^(model_validate|model_validate_json|parse_obj|parse_raw|validate_python|validate_json|feed_update|feed_raw_update|feed_webhook_update|de_json|TypeAdapter|load|loads)$/;

/** A request body taken as a dict, as `Any`, or by `await request.json()`, and used as it came. */
export const validatedBody: PythonCheck = {
  name: 'fastapi/validated-body',
  input: 'python',
  words: ['fastapi', 'router', 'app.'],
  run({ file, report }) {
    const { facts } = file;
    facts.functions.forEach((fn, index) => {
      if (file.roleOfFunction(index) !== 'route' || !isWrite(file, fn)) return;
      for (const parameter of fn.parameters) {
        if (!isUntypedBody(file, parameter)) continue;
        report({
          range: parameter.annotationRange ?? parameter.range,
          fields: { name: parameter.name, function: fn.name, value: parameter.annotationText ?? 'no type', problem: `takes its body \`${parameter.name}\` as \`${parameter.annotationText ?? 'Any'}\`` },
        });
      }
    });
    for (const call of callsNamed(facts, 'json')) {
      if (file.roleOfFunction(call.function) !== 'route') continue;
      const name = file.calleeOf(call);
      if (name !== 'fastapi.Request.json' && name !== 'starlette.requests.Request.json') continue;
      if (isValidated(file, facts.calls.indexOf(call))) continue;
      const fn = facts.functions[call.function ?? -1];
      report({ range: call.calleeRange, fields: { name: 'request', function: fn?.name ?? '', value: 'request.json()', problem: 'reads its body by `request.json()`' } });
    }
  },
};

function isWrite(file: PythonFile, fn: FunctionFact): boolean {
  return fn.decorators.some((decorator) => {
    const name = file.resolve(decorator.path)?.name ?? '';
    if (writes.test(name)) return true;
    if (!/\.api_route$/.test(name)) return false;
    const call = decorator.call === null ? null : file.facts.calls[decorator.call];
    const methods = call?.arguments.find((argument) => argument.keyword === 'methods')?.value;
    return methods?.kind === 'list' && methods.items.some((item) => item.kind === 'string' && /^(POST|PUT|PATCH)$/.test(item.text));
  });
}

/** Path, query, header and dependency parameters are not the body. */
function isUntypedBody(file: PythonFile, parameter: ParameterFact): boolean {
  if (parameter.kind === 'args' || parameter.kind === 'kwargs' || parameter.annotationText === null) return false;
  const sources = [parameter.default, ...parameter.metadata].map((value) => (value && (value.kind === 'call' || value.kind === 'path') ? file.resolve(value.path)?.name ?? value.path ?? '' : ''));
  if (sources.some((source) => /(Depends|Security|Query|Path|Header|Cookie|Form|File)(\(\))?$/.test(source))) return false;
  // A default that cannot be told may be a dependency.
  if (parameter.default?.kind === 'path') return false;
  const text = parameter.annotationText.replace(/^['"]|['"]$/g, '').trim();
  const inner = /^(?:typing\.)?Annotated\[\s*([\s\S]+?)\s*,/.exec(text)?.[1] ?? text;
  return untyped.test(inner.replace(/\s*\|\s*None$/, '').replace(/^(typing\.)?Optional\[([\s\S]*)\]$/, '$2'));
}

/** The parsed JSON goes, directly or through a local name, into something that validates it. */
function isValidated(file: PythonFile, index: number): boolean {
  const { calls } = file.facts;
  const call = calls[index];
  if (!call) return true;
  const produced = call.callee === null ? null : `${call.callee}()`;
  return calls.some((other, at) => {
    if (other.function !== call.function) return false;
    const takes = call.argumentOf === at || other.arguments.some((argument) => argument.value.kind === 'path' && argument.value.path === produced)
      || (call.boundTo !== null && other.arguments.some((argument) => file.text.slice(argument.value.range) === call.boundTo));
    // `Model(**data)`: a class of the project takes it apart and validates.
    return takes && (validators.test(other.name) || /^[A-Z]\w*$/.test(other.name));
  });
}
