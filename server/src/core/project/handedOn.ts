import type { FunctionFact, SymbolicPath } from '../facts/python/model';
import { isContextManager } from './decorators';
import type { LibraryValue } from './library';
import type { StoreFact } from './model';
import { type Keeper, keeperOf, type Stores } from './stores';
import { agreedValue, type Value } from './values';

type Evaluate = (path: string, symbol: SymbolicPath) => Value | null;

/** What frameworks hand on: values that are stored under a name, and parameters that they fill. */
export class HandedOn {
  constructor(private readonly stores: Stores, private readonly evaluate: Evaluate) {}

  /** What is stored on `app.state` and `request.state`, or on the application itself; null where `owner` is none of them. */
  attribute(owner: LibraryValue, name: string, asker: string): Value | null {
    if (!owner.name.endsWith('.state')) return this.stored('application itself', name, asker);
    const keeper = keeperOf(owner.name.slice(0, -'.state'.length));
    return keeper === null ? null : this.stored(keeper, name, asker);
  }

  /** What a framework, the default, or the file's own calls give for a parameter that has no annotation. */
  parameter(path: string, fn: FunctionFact, name: string, passed: readonly SymbolicPath[], call: (value: Value | null) => Value | null): Value | null {
    const parameter = fn.parameters.find((one) => one.name === name);
    if (!parameter || parameter.annotation !== null) return null;
    if (parameter.provider !== undefined) return call(this.evaluate(path, parameter.provider));
    if (name === 'app' && isContextManager(fn)) return { kind: 'library', name: 'fastapi.FastAPI', isInstance: true };
    if (isUpdateHandler(fn)) return this.stored('dispatcher', name, path);
    return agreedValue(passed.map((symbol) => this.evaluate(path, symbol)));
  }

  private stored(keeper: Keeper, name: string, asker: string): Value | null {
    const values: (Value | null)[] = [];
    for (const { path, fact } of this.stores.of(keeper, name, asker)) {
      if (this.isOf(keeper, path, fact)) values.push(fact.path === null ? null : this.evaluate(path, fact.path));
    }
    return agreedValue(values);
  }

  private isOf(keeper: Keeper, path: string, fact: StoreFact): boolean {
    if (fact.kind === 'yield' || fact.kind === 'data') return true;
    const object = fact.object === null ? null : this.evaluate(path, fact.object);
    return object?.kind === 'library' && keeperOf(object.name) === (keeper === 'application itself' ? 'application' : keeper);
  }
}

/** Whether other code may have put attributes on the value: the state of something, or an application. */
export function keepsAttributes(value: LibraryValue): boolean {
  return value.name.endsWith('.state') || (value.isInstance && keeperOf(value.name) === 'application');
}

/** aiogram fills the parameters of what is decorated by an observer, `@router.message(…)`, and of other functions that get an update first. */
function isUpdateHandler(fn: FunctionFact): boolean {
  const [first] = fn.parameters;
  return first?.annotation != null && /[.:](?:Message|CallbackQuery|InlineQuery|Update|ChatMemberUpdated|PreCheckoutQuery)$/.test(first.annotation);
}
