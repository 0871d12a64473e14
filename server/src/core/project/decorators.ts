import type { FunctionFact } from '../facts/python/model';

const properties = new Set(['property', 'cached_property', 'abstractproperty', 'hybrid_property', 'async_property']);
/** What calls of functions under these give is entered by `with`, and gives what the function yields. */
const contexts = new Set(['contextmanager', 'asynccontextmanager']);

/** Reading the method's name calls it. */
export function isProperty(fn: FunctionFact | undefined): boolean {
  return hasDecorator(fn, properties);
}

/** A generator that a decorator of `contextlib` makes a context manager of. */
export function isContextManager(fn: FunctionFact): boolean {
  return hasDecorator(fn, contexts);
}

/** By the last name of a decorator. */
function hasDecorator(fn: FunctionFact | undefined, names: ReadonlySet<string>): boolean {
  return fn?.decorators.some(({ path }) => names.has(path.replace(/\(\)$/, '').replace(/^.*[.:]/, ''))) ?? false;
}
