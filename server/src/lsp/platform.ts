import type { Clock, Files, Parsers } from '../core/ports';
import type { Pack } from '../core/pack/model';
import type { Snippet } from '../core/features/snippets';
import type { KnowledgeSource } from '../core/workspace/knowledge';

/** What the server needs of the place it runs in: a process, or a web worker. */
export interface Platform {
  /** Whether `folder` asks the client, which answers nothing before the end of `initialize` (LSP 3.17): folders are then read after it. */
  readonly asksClient?: boolean;
  readonly parsers: Parsers;
  readonly clock: Clock;
  /** The bundled packs' metadata; pages and search come later, through the source. */
  bundle(): Promise<{ readonly packs: readonly Pack[]; readonly source: KnowledgeSource }>;
  snippets(): Promise<readonly Snippet[]>;
  /** Files of a workspace folder, or null where the folder cannot be read here. */
  folder(uri: string): Files | null;
  /** Today's date, ISO. */
  today(): string;
  readonly version: string;
  /** Writes a page to a temporary read-only file for a client to show; gives its URI. Left out where there is no disk. */
  readonly writePage?: (name: string, text: string) => Promise<string>;
}

