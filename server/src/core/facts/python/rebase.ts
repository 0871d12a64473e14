import type { DecoratorFact } from './model';
import type { Base, ChunkFacts } from './sink';

/** How far the facts of an unchanged chunk have to move. */
export interface Shift {
  readonly lines: number;
  readonly functions: number;
  readonly classes: number;
  readonly calls: number;
  /** Classes before this index lie around the chunk and move by `outerClasses`. */
  readonly firstClass: number;
  readonly outerClasses: number;
}

/** The shift from one base to another; the only class around is the one whose body the chunk is in. */
export function shiftBetween(from: Base, to: Base, lines: number, outerClasses: number): Shift {
  return {
    lines, outerClasses, firstClass: from.classes,
    functions: to.functions - from.functions, classes: to.classes - from.classes, calls: to.calls - from.calls,
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What of a fact may name another by its index. */
interface Indexed {
  readonly function?: number | null;
  readonly class?: number | null;
  readonly argumentOf?: number | null;
  readonly decorators?: readonly DecoratorFact[];
}

/**
 * Moves the facts of a chunk, in place: a line put in above moves nearly all facts of a file, and making them anew at each
 * key is most of what such an edit would cost. The facts read before, which say the same of the text before, are moved along.
 */
export function shift(facts: ChunkFacts, by: Shift): void {
  if (by.lines !== 0) for (const position of facts.positions) (position as Writable<typeof position>).line += by.lines;
  if (by.functions === 0 && by.classes === 0 && by.calls === 0 && by.outerClasses === 0) return;
  for (const list of [facts.imports, facts.bindings, facts.functions, facts.classes, facts.calls, facts.attributes, facts.handlers, facts.assignments, facts.strings]) {
    for (const fact of list) shiftIndices(fact, by);
  }
  for (const value of facts.references) {
    if (value.kind === 'call') (value as Writable<typeof value>).call += by.calls;
    else (value as Writable<typeof value>).function += by.functions;
  }
}

/** A chunk stands in no function: all functions and calls that its facts name are its own. */
function shiftIndices(fact: Writable<Indexed>, by: Shift): void {
  if (typeof fact.function === 'number') fact.function += by.functions;
  if (typeof fact.class === 'number') fact.class += fact.class < by.firstClass ? by.outerClasses : by.classes;
  if (typeof fact.argumentOf === 'number') fact.argumentOf += by.calls;
  for (const decorator of fact.decorators ?? []) if (decorator.call !== null) (decorator as Writable<DecoratorFact>).call = decorator.call + by.calls;
}
