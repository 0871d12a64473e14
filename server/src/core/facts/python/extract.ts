import type { Language, Tree } from 'web-tree-sitter';
import { SyntaxReader } from '../../syntax/syntaxNode';
import { LineIndex } from '../../text/lineIndex';
import { assemble } from './assemble';
import { flattened, OldChunks, type Chunk } from './chunk';
import { ChunkReader } from './chunkReader';
import type { PythonFacts } from './model';

/** Facts of one text, with what is needed to make those of the next one from them. */
export interface Extraction {
  readonly lines: LineIndex;
  /** With the parts of class bodies, in source order. */
  readonly chunks: readonly Chunk[];
  readonly facts: PythonFacts;
}

/** The facts of a Python file. The tree must be of this text; it stays the caller's. */
export function extractPythonFacts(text: string | LineIndex, tree: Tree): PythonFacts {
  return extractFrom(typeof text === 'string' ? new LineIndex(text) : text, tree, null).facts;
}

/** As `extractPythonFacts`, reading again only what is not as it was in `previous`; the facts are the same either way. */
export function extractFrom(lines: LineIndex, tree: Tree, previous: Extraction | null): Extraction {
  const old = previous ? new OldChunks(previous.chunks, previous.lines, lines) : null;
  const chunks = flattened(new ChunkReader(lines, readerOf(tree.language), old).read(tree));
  return { lines, chunks, facts: assemble(chunks) };
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
