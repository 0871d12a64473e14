import type { ArgumentFact, CallFact, ValueFact } from '../facts/python/model';
import type { Conditions } from '../pack/ruleDeclaration';
import type { PythonFile } from './model';
import { NamePattern, matchesAny } from './namePattern';
import { compilePattern, type TextPattern } from './patterns';

/** Conditions of a matcher, compiled once. */
export class CompiledConditions {
  private readonly matching: TextPattern | null;
  private readonly notMatching: TextPattern | null;

  constructor(readonly when: Conditions) {
    this.matching = when.matches === undefined ? null : compilePattern(when.matches);
    this.notMatching = when.matchesNot === undefined ? null : compilePattern(when.matchesNot);
  }

  /** Conditions on the file as a whole. */
  holdForFile(file: PythonFile): boolean {
    if (this.when.imports && !file.imports(this.when.imports)) return false;
    return this.when.asyncService === undefined || this.when.asyncService === isAsynchronous(file);
  }

  /** Conditions on a call. */
  holdForCall(file: PythonFile, call: CallFact): boolean {
    const { when } = this;
    if (when.async !== undefined && when.async !== file.runsOnLoop(call)) return false;
    if (when.awaited !== undefined && when.awaited !== call.awaited) return false;
    if (when.statement !== undefined && when.statement !== call.isStatement) return false;
    if (when.moduleLevel !== undefined && when.moduleLevel !== (call.function === null)) return false;
    if (when.handler !== undefined && when.handler !== isHandler(file, call.function)) return false;
    if (when.missing && !isMissing(call, when.missing)) return false;
    return when.argument === undefined || argumentsHold(file, call, when.argument);
  }

  /** Conditions on a name that is read, imported, inherited or used as decorator. */
  holdForPlace(file: PythonFile, fn: number | null): boolean {
    if (this.when.handler !== undefined && this.when.handler !== isHandler(file, fn)) return false;
    if (this.when.async !== undefined && this.when.async !== (fn !== null && file.facts.functions[fn]?.isAsync === true)) return false;
    return this.when.moduleLevel === undefined || this.when.moduleLevel === (fn === null);
  }

  holdForText(text: string): boolean {
    return (this.matching?.test(text) ?? true) && !(this.notMatching?.test(text) ?? false);
  }
}

const asynchronousFrameworks = ['fastapi', 'starlette', 'aiogram', 'aiohttp', 'aio_pika', 'redis.asyncio', 'asyncio', 'anyio', 'faststream', 'taskiq', 'litestar'];

/** Whether the code of this file runs in an event loop: it has an `async def`, or it imports an asynchronous framework. */
export function isAsynchronous(file: PythonFile): boolean {
  return file.facts.functions.some((fn) => fn.isAsync) || file.imports(asynchronousFrameworks);
}

function isHandler(file: PythonFile, fn: number | null): boolean {
  const role = file.roleOfFunction(fn);
  return role === 'route' || role === 'bot-handler' || role === 'dependency' || role === 'consumer';
}

/** No keyword of the list is passed; a call that unpacks `**` may pass any, so it is not missing one. */
function isMissing(call: CallFact, keywords: readonly string[]): boolean {
  return !call.arguments.some((argument) => argument.keyword === '**' || (argument.keyword !== null && keywords.includes(argument.keyword)));
}

function argumentsHold(file: PythonFile, call: CallFact, wanted: NonNullable<Conditions['argument']>): boolean {
  return Object.entries(wanted).every(([key, values]) => {
    const argument = argumentOf(call, key);
    return argument !== null && values.some((value) => valueIs(file, argument.value, value));
  });
}

/** The argument passed by keyword, or by zero-based position where `key` is a number. */
export function argumentOf(call: CallFact, key: string): ArgumentFact | null {
  const position = Number(key);
  if (!Number.isInteger(position)) return call.arguments.find((argument) => argument.keyword === key) ?? null;
  let at = 0;
  for (const argument of call.arguments) {
    // What is unpacked may be any number of arguments.
    if (argument.keyword === '*') return null;
    if (argument.keyword === null && at++ === position) return argument;
  }
  return null;
}

function valueIs(file: PythonFile, value: ValueFact, wanted: string | number | boolean | null): boolean {
  if (wanted === null) return value.kind === 'none';
  if (typeof wanted === 'boolean') return value.kind === (wanted ? 'true' : 'false');
  if (typeof wanted === 'number') return value.kind === 'number' && Number(value.text.replaceAll('_', '')) === wanted;
  if (value.kind === 'string') return value.text === wanted;
  if (value.kind !== 'path' && value.kind !== 'call') return false;
  const name = file.resolve(value.path)?.name;
  return name !== undefined && matchesAny([new NamePattern(wanted)], name);
}
