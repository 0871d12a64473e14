import { argumentOf } from '../conditions';
import type { PythonCheck, PythonFile } from '../model';
import { responseClass, responseKind, statusOf } from './shared/responses';
import { routesOf, routeWords, type Route } from './shared/routes';

/** Statuses whose answers have no body (RFC 9110). */
const bodiless = new Set([204, 205, 304]);

/** A route whose answer no annotation, `response_model` or class of response describes. Gives `function` and `problem`. */
export const typedResponse: PythonCheck = {
  name: 'fastapi/typed-response',
  input: 'python',
  words: routeWords,
  run({ file, report }) {
    for (const route of routesOf(file)) {
      if (route.fn.isLambda || isTyped(file, route) || isOpaque(file, route)) continue;
      report({
        range: route.range,
        fields: { function: route.fn.name, problem: givesNothing(file, route) ? 'although it is empty; annotate it with `-> None`' : 'so whatever it returns is sent unfiltered; annotate it with the schema that clients get' },
        related: route.path === file.path ? [] : [{ path: route.path, range: route.fn.nameRange, message: `\`${route.fn.name}\` declares no return type` }],
      });
    }
  },
};

function isTyped(file: PythonFile, { fn, call, owner }: Route): boolean {
  if (fn.returnsRange !== null) return true;
  if (call?.arguments.some(({ keyword }) => keyword === 'response_model' || keyword === '**')) return true;
  const status = call && statusOf(file, call);
  if (status !== null && bodiless.has(status)) return true;
  const given = call && argumentOf(call, 'response_class')?.value;
  if (given) return given.kind !== 'path' || responseClass(file, given.path) !== 'json';
  const preset = defaultClass(file, owner);
  return preset !== null && responseClass(file, preset.symbol, preset.path) !== 'json';
}

/** `default_response_class` of the router or application. */
function defaultClass(file: PythonFile, owner: string): { readonly symbol: string; readonly path: string } | null {
  const key = file.project.bindingOf?.(file.path, owner) ?? null;
  const made = key && file.project.modules.get(key.path)?.wiring.find((call) => call.boundTo === key.name);
  const symbol = made?.arguments.find(({ keyword }) => keyword === 'default_response_class')?.path ?? null;
  return key && symbol !== null ? { symbol, path: key.path } : null;
}

/** Everything that the function gives is a response that no schema could describe. */
function isOpaque(file: PythonFile, { fn, path }: Route): boolean {
  if (fn.returned) return fn.returned.every((value) => responseKind(file, value, path) === 'opaque');
  // More returns than facts tell of.
  return path === file.path && /\breturn\s+[\w.]*Response\(/.test(file.text.slice(fn.bodyRange));
}

function givesNothing(file: PythonFile, { fn, path }: Route): boolean {
  return fn.returned === undefined && path === file.path && !/\breturn\s+[^\s#]|\byield\b/.test(file.text.slice(fn.bodyRange));
}
