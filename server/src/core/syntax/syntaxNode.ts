/** A stretch of text, in UTF-16 offsets; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A node of the syntax tree in plain memory: the named nodes of the grammar without comments and errors. A string that
 * is neither formatted nor broken has no children: its text says it all. Reading the
 * wasm tree costs per access, so a statement is copied once and then looked at freely.
 */
export class SyntaxNode implements Span {
  /** The node holds something that could not be read, at any depth. */
  isBroken = false;
  /** A reader may keep here the one text that it works out of the node; null where there is none. */
  memo: string | null | undefined = undefined;

  constructor(
    readonly type: string,
    readonly start: number,
    readonly end: number,
    readonly children: SyntaxNode[],
  ) {}
}
