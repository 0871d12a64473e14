import type { Language, Tree } from 'web-tree-sitter';
import type { PythonParser } from '../../ports';
import { recover, type Reading, type Recovery } from '../../syntax/recovery';
import type { Span } from '../../syntax/syntaxNode';
import { SyntaxReader } from '../../syntax/syntaxReader';
import { LineIndex } from '../../text/lineIndex';
import { comparePositions } from '../../text/range';
import { assemble } from './assemble';
import { flattened, OldChunks, type Chunk } from './chunk';
import { ChunkReader } from './chunkReader';
import type { CommentFact, PythonFacts } from './model';
import { hasTemplateMarks } from './template';

/** Facts of one text, with what is needed to make those of the next one from them. */
export interface Extraction {
  /** The text that the chunks were read from: broken statements may be blanked in it. */
  readonly lines: LineIndex;
  /** With the parts of class bodies, in source order. */
  readonly chunks: readonly Chunk[];
  readonly facts: PythonFacts;
  /** The tree that the facts are from: the given one, or the one of a recovery, which then has to be deleted. */
  readonly tree: Tree;
}

/** Milliseconds that a parse may take whose only use is to see behind an error. */
const recoveryBudget = 400;

/**
 * The facts of a Python file. The tree must be of this text; it stays the caller's. With a parser, half-typed
 * statements cost only themselves, see `recover`.
 */
export function extractPythonFacts(text: string | LineIndex, tree: Tree, parser: PythonParser | null = null): PythonFacts {
  const extraction = extractFrom(typeof text === 'string' ? new LineIndex(text) : text, tree, parser, null);
  if (extraction.tree !== tree) extraction.tree.delete();
  return extraction.facts;
}

/** Parses a closed file and lends facts and tree to `use`; null where parsing took longer than `budget` milliseconds. */
export function withPythonTree<T>(parser: PythonParser, text: string, budget: number, use: (facts: PythonFacts, tree: Tree) => T): T | null {
  const tree = parser.parse(text, null, budget);
  if (tree === null) return null;
  let read = tree;
  try {
    const extraction = extractFrom(new LineIndex(text), tree, parser, null);
    read = extraction.tree;
    return use(extraction.facts, read);
  } finally {
    if (read !== tree) read.delete();
    tree.delete();
  }
}

/**
 * As `extractPythonFacts`, reading again only what is not as it was in `previous`; the facts are the same either way.
 * Facts of what is as it was are taken over, and moved: those of `previous` are to be read no longer.
 * @param recovered the tree of a recovery in `previous`
 */
export function extractFrom(lines: LineIndex, tree: Tree, parser: PythonParser | null, previous: Extraction | null, recovered: Reading | null = null): Extraction {
  const recovery = parser ? recover(parser, tree, lines, recoveryBudget, recovered) : null;
  const readTree = recovery?.tree ?? tree;
  const readLines = recovery?.lines ?? lines;
  const old = previous ? new OldChunks(previous.chunks, previous.lines, readLines) : null;
  const chunks = flattened(new ChunkReader(readLines, readerOf(tree.language), old).read(readTree));
  const facts = assemble(chunks);
  return { lines: readLines, chunks, facts: recovery ? withBlanked(facts, lines, recovery) : facts, tree: readTree };
}

function commentAt(lines: LineIndex, { start, end }: Span): CommentFact {
  return { text: lines.text.slice(start, end), range: lines.rangeOf(start, end), ownLine: true };
}

/** What was blanked is unreadable, and may have held the marks of a template. */
function withBlanked(facts: PythonFacts, lines: LineIndex, { blanked, comments }: Recovery): PythonFacts {
  const unreadable = [...facts.unreadable, ...blanked.map((span) => lines.rangeOf(span.start, span.end))];
  return {
    ...facts,
    unreadable: unreadable.sort((a, b) => comparePositions(a.start, b.start)),
    comments: comments.length === 0 ? facts.comments : [...facts.comments, ...comments.map((span) => commentAt(lines, span))].sort((a, b) => comparePositions(a.range.start, b.range.start)),
    isTemplate: facts.isTemplate || blanked.some((span) => hasTemplateMarks(lines.text, span, [], [], true)),
  };
}

const readers = new WeakMap<Language, SyntaxReader>();

/** The tables of a reader depend on the language alone. */
function readerOf(language: Language): SyntaxReader {
  let reader = readers.get(language);
  if (!reader) {
    reader = new SyntaxReader(language);
    readers.set(language, reader);
  }
  return reader;
}
