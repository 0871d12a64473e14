import type { Span, SyntaxNode } from '../../syntax/syntaxNode';
import type { Trivia } from '../../syntax/syntaxReader';
import type { LineIndex } from '../../text/lineIndex';
import { comparePositions } from '../../text/range';
import { isFirstOnLine } from './chunk';
import type { ChunkFacts, FactSink } from './sink';
import { hasTemplateMarks } from './template';

/** The facts of the chunk that the sink has collected, with what is known only when all of it has been walked. */
export function finishChunk(sink: FactSink, span: Span, nodes: readonly SyntaxNode[], trivia: Trivia, lines: LineIndex): ChunkFacts {
  const { facts } = sink;
  for (const comment of trivia.comments) {
    // The grammar's comment takes the \r of a line end in.
    const text = lines.text.slice(comment.start, comment.end).replace(/\r$/, '');
    const range = sink.rangeBetween(comment.start, comment.start + text.length);
    facts.comments.push({ text, range, ownLine: isFirstOnLine(lines, comment.start) });
  }
  for (const error of trivia.errors) facts.unreadable.push(sink.range(error));
  if (facts.unreadable.length > 1) facts.unreadable.sort((a, b) => comparePositions(a.start, b.start));
  facts.isTemplate = hasTemplateMarks(lines.text, span, nodes, trivia.comments, trivia.errors.length > 0);
  markThreads(sink);
  return facts;
}

/** Local functions and lambdas that a thread gets, and every call within them. */
function markThreads(sink: FactSink): void {
  const { facts, base, threadFunctions } = sink;
  for (const { index, scope, name } of sink.localFunctions) if (scope.threadTargets.has(name)) threadFunctions.add(index);
  if (threadFunctions.size === 0) return;
  facts.functions = facts.functions.map((fact, at) => (threadFunctions.has(base.functions + at) && !fact.runsInThread ? { ...fact, runsInThread: true } : fact));
  const inThread = facts.functions.map(() => false);
  // A function stands behind the one around it, so that one is decided first.
  facts.functions.forEach((fact, at) => {
    const outer = fact.function === null ? false : (inThread[fact.function - base.functions] ?? false);
    inThread[at] = outer || fact.runsInThread;
  });
  facts.calls = facts.calls.map((fact) => (fact.function !== null && inThread[fact.function - base.functions] ? { ...fact, inThread: true } : fact));
}
