import { bindVariables } from './bind';
import { readDotenv } from './dotenv';
import type { Lookup } from './interpolate';
import type { ComposeFileFacts, ComposeProblem } from './model';
import type { ComposeNode } from './node';
import { documentsOf } from './read';

/** Where paths in a file are relative to, and its variables. */
export interface Origin {
  /** Workspace-relative folder. */
  readonly directory: string;
  readonly environment: Environment;
}

/** Variables that one application (the project, or one that it includes) is read with, and the files read so far with them. */
export class Environment {
  private readonly own = new Map<string, string>();
  private readonly bound = new Map<string, readonly ComposeNode[]>();
  /** Services with `extends` followed, by file and name. */
  readonly extended = new Map<string, ComposeNode>();

  /** Variables of the including application win over the own `.env` (14-include). */
  constructor(private readonly outer: Lookup) {}

  /** Adds the variables of an env file; they win over those of an earlier one. */
  add(path: string, text: string): void {
    for (const { name, value } of readDotenv(path, text, this.lookup)) if (value !== null) this.own.set(name, value);
  }

  readonly lookup: Lookup = (name) => this.outer(name) ?? this.own.get(name);

  /** The documents of a file with variables put in. */
  bind(facts: ComposeFileFacts, problems: ComposeProblem[]): readonly ComposeNode[] {
    const known = this.bound.get(facts.path);
    if (known) return known;
    const roots = documentsOf(facts).map((root) => bindVariables(root, this.lookup, problems));
    this.bound.set(facts.path, roots);
    return roots;
  }
}
