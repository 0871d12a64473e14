import type { Range } from '../../text/range';
import type {
  ArgumentFact, AssignmentFact, AttributeFact, BindingFact, CallFact, ClassFact, CommentFact, DecoratorFact, ExceptFact, FunctionFact, ImportFact,
  ParameterFact, StringFact, ValueFact,
} from './model';
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
      imports: each(facts.imports, this.import),
      bindings: each(facts.bindings, this.binding),
      functions: each(facts.functions, this.definition),
      classes: each(facts.classes, this.classDefinition),
      calls: each(facts.calls, this.callFact),
      attributes: each(facts.attributes, this.attribute),
      handlers: each(facts.handlers, this.handler),
      assignments: each(facts.assignments, this.assignment),
      strings: each(facts.strings, this.string),
      comments: each(facts.comments, this.comment),
      unreadable: each(facts.unreadable, this.range),
      mainGuard: this.optional(facts.mainGuard),
      exports: facts.exports,
      isTemplate: facts.isTemplate,
      threadTargets: facts.threadTargets,
    };
  }

  private readonly import = (fact: ImportFact): ImportFact => ({
    ...fact, range: this.range(fact.range), moduleRange: this.range(fact.moduleRange), nameRange: this.optional(fact.nameRange),
    statement: this.range(fact.statement), function: this.function(fact.function),
  });

  private readonly binding = (fact: BindingFact): BindingFact => ({
    name: fact.name, class: this.class(fact.class), path: fact.path, annotation: fact.annotation, value: fact.value && this.value(fact.value),
    range: this.range(fact.range), function: this.function(fact.function),
  });

  private readonly definition = (fact: FunctionFact): FunctionFact => ({
    ...fact, function: this.function(fact.function), class: this.class(fact.class), decorators: each(fact.decorators, this.decorator),
    parameters: each(fact.parameters, this.parameter), returnsRange: this.optional(fact.returnsRange),
    ...(fact.returned ? { returned: each(fact.returned, this.value) } : {}),
    range: this.range(fact.range), nameRange: this.range(fact.nameRange), bodyRange: this.range(fact.bodyRange),
  });

  private readonly classDefinition = (fact: ClassFact): ClassFact => ({
    ...fact, function: this.function(fact.function), class: this.class(fact.class), baseRanges: each(fact.baseRanges, this.range),
    decorators: each(fact.decorators, this.decorator), range: this.range(fact.range), nameRange: this.range(fact.nameRange),
  });

  private readonly callFact = (fact: CallFact): CallFact => ({
    callee: fact.callee, name: fact.name, range: this.range(fact.range), calleeRange: this.range(fact.calleeRange),
    argumentsRange: this.range(fact.argumentsRange), arguments: each(fact.arguments, this.argument), function: this.function(fact.function),
    class: this.class(fact.class), awaited: fact.awaited, isStatement: fact.isStatement, isContextManager: fact.isContextManager,
    boundTo: fact.boundTo, inThread: fact.inThread, inMainGuard: fact.inMainGuard, argumentOf: this.call(fact.argumentOf),
  });

  private readonly attribute = (fact: AttributeFact): AttributeFact => ({
    path: fact.path, range: this.range(fact.range), function: this.function(fact.function),
  });

  private readonly handler = (fact: ExceptFact): ExceptFact => ({
    ...fact, range: this.range(fact.range), typeRange: this.optional(fact.typeRange), bodyRange: this.range(fact.bodyRange), function: this.function(fact.function),
    tryRange: this.optional(fact.tryRange ?? null),
  });

  private readonly assignment = (fact: AssignmentFact): AssignmentFact => ({
    ...fact, value: fact.value && this.value(fact.value), range: this.range(fact.range), function: this.function(fact.function), arm: this.optional(fact.arm),
  });

  private readonly string = (fact: StringFact): StringFact => ({
    value: this.value(fact.value), range: this.range(fact.range), function: this.function(fact.function), class: this.class(fact.class),
    argumentOf: this.call(fact.argumentOf), boundTo: fact.boundTo,
  });

  private readonly comment = (fact: CommentFact): CommentFact => ({ text: fact.text, range: this.range(fact.range), ownLine: fact.ownLine });

  private readonly value = (value: ValueFact): ValueFact => {
    const range = this.range(value.range);
    switch (value.kind) {
      case 'call': return { kind: 'call', call: value.call + this.shift.calls, path: value.path, range };
      case 'other': return value.operands ? { ...value, operands: each(value.operands, this.value), range } : range === value.range ? value : { ...value, range };
      case 'function': return { kind: 'function', function: value.function + this.shift.functions, range };
      case 'list': return { kind: 'list', items: each(value.items, this.value), range };
      case 'dict': return { kind: 'dict', entries: value.entries.map(({ key, value: inner }) => ({ key: key && this.value(key), value: this.value(inner) })), range };
      default: return range === value.range ? value : { ...value, range };
    }
  };

  private readonly argument = (fact: ArgumentFact): ArgumentFact => ({ keyword: fact.keyword, value: this.value(fact.value), range: this.range(fact.range) });

  private readonly decorator = (fact: DecoratorFact): DecoratorFact => ({ path: fact.path, call: this.call(fact.call), range: this.range(fact.range) });

  private readonly parameter = (fact: ParameterFact): ParameterFact => ({
    name: fact.name, kind: fact.kind, annotation: fact.annotation, annotationText: fact.annotationText,
    annotationRange: this.optional(fact.annotationRange), metadata: each(fact.metadata, this.value),
    default: fact.default && this.value(fact.default), range: this.range(fact.range),
  });

  private optional(range: Range | null): Range | null {
    return range && this.range(range);
  }

  private readonly range = (range: Range): Range => {
    const { lines } = this.shift;
    if (lines === 0) return range;
    const { start, end } = range;
    return { start: { line: start.line + lines, character: start.character }, end: { line: end.line + lines, character: end.character } };
  };

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

/** Most lists are empty: these are not made anew. */
function each<T>(list: readonly T[], change: (item: T) => T): T[] {
  return list.length === 0 ? (list as T[]) : list.map(change);
}
