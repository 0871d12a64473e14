import type { Range } from '../../text/range';
import type { ArgumentFact, DecoratorFact, ParameterFact, ValueFact } from './model';
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

export function isNoShift(shift: Shift): boolean {
  return shift.lines === 0 && shift.functions === 0 && shift.classes === 0 && shift.calls === 0 && shift.outerClasses === 0;
}

/** The facts as they stand after the shift. What does not change is shared with the old ones. */
export function shifted(facts: ChunkFacts, shift: Shift): ChunkFacts {
  return new Rebase(shift).chunk(facts);
}

class Rebase {
  constructor(private readonly shift: Shift) {}

  chunk(facts: ChunkFacts): ChunkFacts {
    return {
      ...facts,
      imports: facts.imports.map((fact) => ({
        ...fact, range: this.range(fact.range), moduleRange: this.range(fact.moduleRange), nameRange: this.optional(fact.nameRange),
        statement: this.range(fact.statement), function: this.function(fact.function),
      })),
      bindings: facts.bindings.map((fact) => ({
        ...fact, class: this.class(fact.class), value: fact.value && this.value(fact.value), range: this.range(fact.range), function: this.function(fact.function),
      })),
      functions: facts.functions.map((fact) => ({
        ...fact, function: this.function(fact.function), class: this.class(fact.class), decorators: fact.decorators.map((item) => this.decorator(item)),
        parameters: fact.parameters.map((item) => this.parameter(item)), returnsRange: this.optional(fact.returnsRange),
        range: this.range(fact.range), nameRange: this.range(fact.nameRange), bodyRange: this.range(fact.bodyRange),
      })),
      classes: facts.classes.map((fact) => ({
        ...fact, function: this.function(fact.function), class: this.class(fact.class), baseRanges: fact.baseRanges.map((range) => this.range(range)),
        decorators: fact.decorators.map((item) => this.decorator(item)), range: this.range(fact.range), nameRange: this.range(fact.nameRange),
      })),
      calls: facts.calls.map((fact) => ({
        ...fact, range: this.range(fact.range), calleeRange: this.range(fact.calleeRange), argumentsRange: this.range(fact.argumentsRange),
        arguments: fact.arguments.map((item) => this.argument(item)), function: this.function(fact.function), class: this.class(fact.class),
        argumentOf: this.call(fact.argumentOf),
      })),
      attributes: facts.attributes.map((fact) => ({ path: fact.path, range: this.range(fact.range), function: this.function(fact.function) })),
      handlers: facts.handlers.map((fact) => ({
        ...fact, range: this.range(fact.range), typeRange: this.optional(fact.typeRange), bodyRange: this.range(fact.bodyRange), function: this.function(fact.function),
      })),
      strings: facts.strings.map((fact) => ({
        ...fact, value: this.value(fact.value), range: this.range(fact.range), function: this.function(fact.function), class: this.class(fact.class),
        argumentOf: this.call(fact.argumentOf),
      })),
      comments: facts.comments.map((fact) => ({ ...fact, range: this.range(fact.range) })),
      unreadable: facts.unreadable.map((range) => this.range(range)),
      mainGuard: this.optional(facts.mainGuard),
    };
  }

  private value(value: ValueFact): ValueFact {
    const range = this.range(value.range);
    switch (value.kind) {
      case 'call': return { ...value, call: value.call + this.shift.calls, range };
      case 'function': return { ...value, function: value.function + this.shift.functions, range };
      case 'list': return { ...value, items: value.items.map((item) => this.value(item)), range };
      case 'dict': return { ...value, entries: value.entries.map(({ key, value: inner }) => ({ key: key && this.value(key), value: this.value(inner) })), range };
      default: return range === value.range ? value : { ...value, range };
    }
  }

  private argument(fact: ArgumentFact): ArgumentFact {
    return { keyword: fact.keyword, value: this.value(fact.value), range: this.range(fact.range) };
  }

  private decorator(fact: DecoratorFact): DecoratorFact {
    return { path: fact.path, call: this.call(fact.call), range: this.range(fact.range) };
  }

  private parameter(fact: ParameterFact): ParameterFact {
    return {
      ...fact, annotationRange: this.optional(fact.annotationRange), metadata: fact.metadata.map((value) => this.value(value)),
      default: fact.default && this.value(fact.default), range: this.range(fact.range),
    };
  }

  private optional(range: Range | null): Range | null {
    return range && this.range(range);
  }

  private range(range: Range): Range {
    const { lines } = this.shift;
    if (lines === 0) return range;
    const { start, end } = range;
    return { start: { line: start.line + lines, character: start.character }, end: { line: end.line + lines, character: end.character } };
  }

  /** A chunk stands in no function: all that its facts name are its own. */
  private function(index: number | null): number | null {
    return index === null ? null : index + this.shift.functions;
  }

  private call(index: number | null): number | null {
    return index === null ? null : index + this.shift.calls;
  }

  private class(index: number | null): number | null {
    if (index === null) return null;
    return index + (index < this.shift.firstClass ? this.shift.outerClasses : this.shift.classes);
  }
}
