import type { PythonFile } from './model';

/** What may be kept: it names no place and no index, which move with edits. */
type Answer = string | number | boolean | null;

/**
 * Answers to one question about facts, kept from edit to edit: a statement that is not typed in has the same facts, and is
 * not judged anew. The question must be one about the fact's own statement (at the top of the file, or of a class), its text
 * included, and about what the project knows: not about other statements of the file, nor what its functions are to a framework.
 */
export class Kept<Fact extends object, Told extends Answer> {
  private readonly known = new WeakMap<Fact, { readonly state: object; readonly told: Told }>();

  constructor(private readonly ask: (file: PythonFile, fact: Fact) => Told) {}

  of(file: PythonFile, fact: Fact): Told {
    const state = file.project.stateFor?.(file.path) ?? file.project;
    const known = this.known.get(fact);
    if (known?.state === state) return known.told;
    const told = this.ask(file, fact);
    this.known.set(fact, { state, told });
    return told;
  }
}
