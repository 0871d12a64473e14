import type { Chunk } from './chunk';
import type { ClassFact, FunctionFact, PythonFacts, SymbolicPath } from './model';
import type { ChunkFacts, ExportStep } from './sink';

/** Facts of a file of which nothing is known. */
export const noFacts: PythonFacts = {
  language: 'python', imports: [], bindings: [], functions: [], classes: [], calls: [], attributes: [], handlers: [],
  strings: [], comments: [], unreadable: [], isTemplate: false, mainGuard: null, exports: null,
};

/** Joins the facts of chunks, which know their places in the whole already. */
export function assemble(chunks: readonly Chunk[]): PythonFacts {
  const parts: ChunkFacts[] = [];
  flatten(chunks, parts);
  const classes = joined(parts, (part) => part.classes);
  const functions = joined(parts, (part) => part.functions);
  const threads = new Set(parts.flatMap((part) => part.threadTargets));
  return {
    language: 'python',
    imports: joined(parts, (part) => part.imports),
    bindings: joined(parts, (part) => part.bindings),
    functions: threads.size > 0 ? withThreads(functions, classes, threads) : functions,
    classes,
    calls: joined(parts, (part) => part.calls),
    attributes: joined(parts, (part) => part.attributes),
    handlers: joined(parts, (part) => part.handlers),
    strings: joined(parts, (part) => part.strings),
    comments: joined(parts, (part) => part.comments),
    unreadable: joined(parts, (part) => part.unreadable),
    isTemplate: parts.some((part) => part.isTemplate),
    mainGuard: parts.find((part) => part.mainGuard !== null)?.mainGuard ?? null,
    exports: exported(parts.flatMap((part) => part.exports)),
  };
}

function flatten(chunks: readonly Chunk[], into: ChunkFacts[]): void {
  for (const chunk of chunks) {
    into.push(chunk.facts);
    if (chunk.body) flatten(chunk.body, into);
  }
}

function joined<T>(parts: readonly ChunkFacts[], pick: (part: ChunkFacts) => readonly T[]): T[] {
  const result: T[] = [];
  for (const part of parts) for (const fact of pick(part)) result.push(fact);
  return result;
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
