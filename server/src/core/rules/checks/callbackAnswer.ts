import type { CallFact, FunctionFact } from '../../facts/python/model';
import { callsBelow } from '../callsIn';
import type { PythonCheck, PythonFile } from '../model';

const observer = /^aiogram\.(Router|Dispatcher)\.callback_query$/;
const registration = /^aiogram\.(Router|Dispatcher)\.callback_query\.register$/;
/** Calls that look at what they are given, and send nothing. */
const looking = /^(isinstance|type|print|repr|str|len|id|hasattr|getattr|debug|info|warning|error|exception|bind)$/;
/** Methods of a message that send, and do not answer the query. */
const sends = /^answer(_(photo|document|video|video_note|audio|voice|animation|sticker|location|venue|contact|poll|dice|game|invoice|media_group|paid_media|live_photo))?$/;
const depth = 2;

/** A handler of callback queries that answers none. Gives `function` and `name`, the query's parameter. */
export const callbackAnswer: PythonCheck = {
  name: 'aiogram/callback-answer',
  input: 'python',
  words: ['callback_query', 'CallbackQuery'],
  run({ file, report }) {
    const handlers = handlersOf(file);
    if (handlers.size === 0) return;
    const silent = [...handlers].filter((index) => !answers(file, index, null, depth));
    if (silent.length === 0 || isAnsweredByMiddleware(file)) return;
    for (const index of silent) {
      const fn = file.facts.functions[index];
      const query = fn && queryOf(fn);
      if (fn && query) report({ range: fn.nameRange, fields: { function: fn.name, name: query } });
    }
  },
};

/** Functions that handle callback queries and have no decorator besides: what another one does is not known. */
function handlersOf(file: PythonFile): ReadonlySet<number> {
  const found = new Set<number>();
  file.facts.functions.forEach((fn, index) => {
    const names = fn.decorators.map(({ path }) => file.resolve(path)?.name ?? '');
    if (names.some((name) => observer.test(name)) && names.every((name) => /^aiogram\.(Router|Dispatcher)\.\w+$/.test(name))) found.add(index);
  });
  for (const call of file.facts.calls) {
    if (call.name !== 'register' || !registration.test(file.calleeOf(call) ?? '')) continue;
    const value = call.arguments[0]?.value;
    const index = value?.kind === 'function' ? value.function : value?.kind === 'path' ? functionHere(file, value.path) : null;
    if (index !== null && file.facts.functions[index]?.decorators.length === 0) found.add(index);
  }
  for (const [index, names] of file.project.registrationsOf?.(file.path) ?? []) {
    if (names.some((name) => registration.test(name)) && file.facts.functions[index]?.decorators.length === 0) found.add(index);
  }
  return found;
}

function functionHere(file: PythonFile, path: string | null): number | null {
  const definition = file.resolve(path)?.definition;
  return definition && definition.path === file.path ? definition.function : null;
}

function queryOf(fn: FunctionFact): string | null {
  const parameters = fn.parameters.filter(({ kind, name }) => kind !== 'args' && kind !== 'kwargs' && name !== 'self' && name !== 'cls');
  return (parameters.find(({ annotationText }) => /\bCallbackQuery\b/.test(annotationText ?? '')) ?? parameters[0])?.name ?? null;
}

/** Whether the function answers the query, or hands it on to code that may: then nothing can be said. */
function answers(file: PythonFile, index: number, parameter: string | null, hops: number): boolean {
  const fn = file.facts.functions[index];
  const query = parameter ?? (fn ? queryOf(fn) : null);
  if (!fn || query === null) return true;
  const body = file.text.slice(fn.bodyRange);
  if (/\b(SkipHandler|UNHANDLED|AnswerCallbackQuery|answer_callback_query)\b/.test(body)) return true;
  // Under another name, or given back: whoever has it then may answer.
  if (new RegExp(`(=|\\breturn|\\byield)\\s*${query}\\s*(#.*)?$|[\\[{,:]\\s*${query}\\s*[\\]},]`, 'm').test(body.replace(/\([^()]*\)/g, '()'))) return true;
  return callsBelow(file.facts, index).some((call) => isAnswer(file, call, query) || isDeletion(file, call, query) || mayAnswer(file, call, query, hops));
}

function isAnswer(file: PythonFile, call: CallFact, query: string): boolean {
  // `manager.answer_callback()`, `edit_and_answer(…)`; and a copy of the query may be answered in its place.
  if (/answer/i.test(call.name) && !sends.test(call.name)) return true;
  if (/^(model_copy|copy|as_)$/.test(call.name)) return file.text.slice(call.calleeRange).startsWith(`${query}.`);
  return call.name === 'answer' && (file.calleeOf(call) === 'aiogram.types.CallbackQuery.answer' || file.text.slice(call.calleeRange).replace(/\s+/g, '') === `${query}.answer`);
}

/** With the message goes its button. */
function isDeletion(file: PythonFile, call: CallFact, query: string): boolean {
  return call.name === 'delete_message' || (call.name === 'delete' && file.text.slice(call.calleeRange).startsWith(`${query}.`));
}

function mayAnswer(file: PythonFile, call: CallFact, query: string, hops: number): boolean {
  if (looking.test(call.name)) return false;
  return call.arguments.some((argument, at) => {
    if (argument.keyword === '*') return false;
    if (file.text.slice(argument.value.range) !== query) return false;
    const index = functionHere(file, call.callee);
    const fn = index === null ? undefined : file.facts.functions[index];
    if (index === null || !fn || fn.decorators.length > 0 || hops === 0) return true;
    const parameters = fn.parameters.filter(({ name }) => name !== 'self' && name !== 'cls');
    const target = argument.keyword === null ? parameters[at] : parameters.find(({ name }) => name === argument.keyword);
    return !target || target.kind === 'args' || target.kind === 'kwargs' || answers(file, index, target.name, hops - 1);
  });
}

/** aiogram's own middleware answers after each handler; the project may have one with that aim. */
function isAnsweredByMiddleware(file: PythonFile): boolean {
  const service = file.service?.id;
  for (const module of file.project.modules.values()) {
    if (service !== undefined && file.project.serviceOf(module.path)?.id !== service) continue;
    if (module.imports.some((fact) => fact.module === 'aiogram.utils.callback_answer' || fact.name === 'callback_answer')) return true;
    if (module.classes.some((cls) => /answer/i.test(cls.name) && cls.bases.some((base) => /Middleware$/.test(base)))) return true;
  }
  return false;
}
