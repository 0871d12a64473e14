import type { CallFact, FunctionFact, ValueFact } from '../../facts/python/model';
import { contains } from '../../text/range';
import { callsIn } from '../callsIn';
import { argumentOf } from '../conditions';
import { Kept } from '../kept';
import type { PythonCheck, PythonFile } from '../model';
import { responseClass, statusOf } from './shared/responses';
import { routesOf, type Route } from './shared/routes';

const errorKeys = new Set(['error', 'errors']);
/** What else stands in a body that says nothing but an error. */
const companions = new Set(['detail', 'details', 'message', 'msg', 'code', 'error_code', 'error_description', 'reason', 'status', 'status_code', 'success', 'ok', 'type', 'title']);
/** Probes answer 503 with their checks: no error, and no handler's business. */
const probe = /(^|\/)(health|ready|live|ping)\w*(\/|$)/i;

/** An error that a route answers by hand: a dict in place of an exception, or a `JSONResponse` with a status of 400 or above. Gives `function`, `problem` and `instead`. */
export const errorContract: PythonCheck = {
  name: 'fastapi/error-contract',
  input: 'python',
  words: ['error', 'JSONResponse'],
  run({ file, report }) {
    const seen = new Set<number>();
    for (const route of routesOf(file)) {
      if (route.path !== file.path || seen.has(route.index) || isProbe(route)) continue;
      seen.add(route.index);
      for (const value of route.fn.returned ?? []) {
        if (!isErrorBody(file, first(value), route.fn)) continue;
        report({ range: value.range, fields: { function: route.fn.name, problem: `answers an error with status ${statusOfRoute(file, route)}`, instead: 'raise an exception that a handler turns into a problem document' } });
      }
    }
    for (const call of [...seen].flatMap((index) => callsIn(file.facts, index))) {
      if (!isJson.of(file, call)) continue;
      const status = statusOf(file, call, '1');
      if (!isError(file, call, status)) continue;
      report({
        range: call.calleeRange,
        fields: { function: file.facts.functions[call.function ?? -1]?.name ?? '', problem: `builds an error${status === null ? '' : ` ${status}`} of its own shape`, instead: 'raise an exception, and let the handler for it build the response' },
      });
    }
  },
};

const isJson = new Kept<CallFact, boolean>((file, { callee }) => callee !== null && responseClass(file, callee) === 'json');

function isProbe({ call, fn }: Route): boolean {
  const path = call?.arguments.find(({ keyword }) => keyword === null || keyword === 'path')?.value;
  return (path?.kind === 'string' && probe.test(path.text)) || /^(get_)?(health|ready|readiness|live|liveness|ping)/i.test(fn.name);
}

/** `return {…}, 404` gives a list of two. */
function first(value: ValueFact): ValueFact {
  return value.kind === 'list' ? value.items[0] ?? value : value;
}

function statusOfRoute(file: PythonFile, { call }: Route): number {
  return (call && statusOf(file, call)) ?? 200;
}

/** A dict that says an error and nothing else: data may have an `error` field of its own. */
function isErrorBody(file: PythonFile, value: ValueFact, fn: FunctionFact): boolean {
  if (value.kind !== 'dict') return false;
  const keys = value.entries.map(({ key }) => (key?.kind === 'string' ? key.text.toLowerCase() : null));
  if (!keys.every((key) => key !== null && (errorKeys.has(key) || companions.has(key)))) return false;
  return value.entries.some(({ value: given }, at) => errorKeys.has(keys[at] ?? '') && isTold(file, given, fn));
}

/** The error is written here, or made of an exception that was caught here. */
function isTold(file: PythonFile, value: ValueFact, fn: FunctionFact): boolean {
  if (value.kind === 'string') return value.text !== '';
  if (value.kind === 'assembled' || value.kind === 'dict') return true;
  if (value.kind === 'none' || value.kind === 'true' || value.kind === 'false' || value.kind === 'number') return false;
  return file.facts.handlers.some((handler) => contains(fn.range, handler.range.start) && contains(handler.bodyRange, value.range.start));
}

function isError(file: PythonFile, call: CallFact, status: number | null): boolean {
  if (status !== null) return status >= 400;
  if (argumentOf(call, 'status_code') ?? argumentOf(call, '1')) return false;
  const content = (argumentOf(call, 'content') ?? argumentOf(call, '0'))?.value;
  const fn = file.facts.functions[call.function ?? -1];
  return content !== undefined && fn !== undefined && isErrorBody(file, content, fn);
}
