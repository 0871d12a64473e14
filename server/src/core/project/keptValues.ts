import { withoutLocals } from '../facts/python/localValues';
import type { PythonFacts, ValueFact } from '../facts/python/model';

/** A string longer than this says nothing about how a project is wired, and is not kept. */
export const keptTextLength = 200;
/** Literals with more parts than this are data, not wiring. */
const mostEntries = 32;
const deepest = 4;

/** What a project's summary keeps of a value: what another file can make of it, without locals and large literals. */
export function keptValue(value: ValueFact, facts: PythonFacts): ValueFact {
  const needsFacts = value.kind === 'call' || value.kind === 'dict' || value.kind === 'list' || ((value.kind === 'path' || value.kind === 'other') && (value.name !== undefined || (value.kind === 'other' && value.operands !== undefined)));
  return kept(needsFacts && !isLarge(value) ? withoutLocals(facts, value) : value, 0);
}

function isLarge(value: ValueFact): boolean {
  return (value.kind === 'dict' && value.entries.length > mostEntries) || (value.kind === 'list' && value.items.length > mostEntries);
}

function kept(value: ValueFact, depth: number): ValueFact {
  const unknown: ValueFact = { kind: 'other', range: value.range };
  switch (value.kind) {
    case 'dict': {
      if (value.entries.length === 0) return value;
      if (isLarge(value) || depth >= deepest) return { ...value, entries: [{ key: null, value: unknown }] };
      return { ...value, entries: value.entries.map((entry) => ({ key: entry.key && kept(entry.key, depth + 1), value: kept(entry.value, depth + 1) })) };
    }
    case 'list': {
      if (value.items.length === 0) return value;
      if (isLarge(value) || depth >= deepest) return { ...value, items: [unknown] };
      return { ...value, items: value.items.map((item) => kept(item, depth + 1)) };
    }
    case 'call': {
      if (value.arguments === undefined) return value;
      const { arguments: given, path, range } = value;
      // Not known rather than without arguments: what the call is given may be what is asked for.
      if (given.length > mostEntries || depth >= deepest) return unknown;
      return { kind: 'call', call: -1, path, range, arguments: given.map((argument) => ({ ...argument, value: kept(argument.value, depth + 1) })) };
    }
    case 'assembled': return value.parts.length > mostEntries || value.parts.some((part) => 'text' in part && part.text.length > keptTextLength) ? { ...value, parts: [] } : value;
    case 'string': return value.text.length > keptTextLength ? unknown : value;
    // An index of a function means nothing once the file is another.
    case 'function': return value;
    case 'other': return value.operands ? (depth >= deepest ? unknown : { ...value, operands: value.operands.map((operand) => kept(operand, depth + 1)) }) : value;
    default: return value;
  }
}
