import type { Range } from '../../text/range';
import type { Chunk } from './chunk';
import type { ClassFact, FunctionFact, PythonFacts, SymbolicPath } from './model';
import type { ChunkFacts, ExportStep } from './sink';

/** Facts of a file of which nothing is known. */
export const noFacts: PythonFacts = {
  language: 'python', imports: [], bindings: [], functions: [], classes: [], calls: [], attributes: [], handlers: [], assignments: [],
  strings: [], comments: [], unreadable: [], isTemplate: false, mainGuard: null, exports: null,
};

type Lists = Pick<ChunkFacts, 'imports' | 'bindings' | 'functions' | 'classes' | 'calls' | 'attributes' | 'handlers' | 'assignments' | 'strings' | 'comments' | 'unreadable'>;

/** Joins the facts of chunks (classes and the parts of their bodies each for itself), which know their places in the whole already. */
export function assemble(chunks: readonly Chunk[]): PythonFacts {
  const lists: Lists = {
    imports: [], bindings: [], functions: [], classes: [], calls: [], attributes: [], handlers: [], assignments: [], strings: [], comments: [], unreadable: [],
  };
  const threads = new Set<SymbolicPath>();
  const steps: ExportStep[] = [];
  let isTemplate = false;
  let mainGuard: Range | null = null;
  for (const { facts: part } of chunks) {
    append(lists.imports, part.imports);
    append(lists.bindings, part.bindings);
    append(lists.functions, part.functions);
    append(lists.classes, part.classes);
    append(lists.calls, part.calls);
    append(lists.attributes, part.attributes);
    append(lists.handlers, part.handlers);
    append(lists.assignments, part.assignments);
    append(lists.strings, part.strings);
    append(lists.comments, part.comments);
    append(lists.unreadable, part.unreadable);
    for (const path of part.threadTargets) threads.add(path);
    append(steps, part.exports);
    isTemplate ||= part.isTemplate;
    mainGuard ??= part.mainGuard;
  }
  if (threads.size > 0) lists.functions = withThreads(lists.functions, lists.classes, threads);
  return {
    language: 'python',
    ...lists,
    isTemplate,
    mainGuard,
    exports: exported(steps),
  };
}

function append<T>(all: T[], some: readonly T[]): void {
  for (let at = 0; at < some.length; at++) all.push(some[at] as T);
}

/** The names of `__all__`: the last assignment and what was added after; null where a step cannot be read. */
function exported(steps: readonly ExportStep[]): readonly string[] | null {
  let names: readonly string[] | null = null;
  for (const step of steps) {
    if (step.kind === 'set') names = step.names;
    else names = names && step.names ? [...names, ...step.names] : null;
  }
  return names;
}

/** Marks functions of the module and methods whose path is handed to a thread anywhere in the file. */
function withThreads(functions: readonly FunctionFact[], classes: readonly ClassFact[], threads: ReadonlySet<SymbolicPath>): FunctionFact[] {
  const pathOfClass = (index: number): string => {
    const fact = classes[index];
    if (!fact || fact.function !== null) return '';
    return fact.class === null ? `:${fact.name}` : `${pathOfClass(fact.class)}.${fact.name}`;
  };
  return functions.map((fact) => {
    if (fact.function !== null || fact.isLambda || fact.runsInThread) return fact;
    const owner = fact.class === null ? null : pathOfClass(fact.class);
    const isHanded = owner === null ? threads.has(`:${fact.name}`) : threads.has(`${owner}.${fact.name}`) || threads.has(`${owner}().${fact.name}`);
    return isHanded ? { ...fact, runsInThread: true } : fact;
  });
}
