import type { Range } from '../../text/range';
import type { ModuleReading } from '../moduleReader';
import type { Module, PackProblem } from '../model';

/** A page under check, among the pages of its pack. */
export interface CheckedPage {
  readonly path: string;
  readonly module: Module;
  readonly reading: ModuleReading;
}

export interface PackPages {
  /** By module id. */
  readonly pages: ReadonlyMap<string, CheckedPage>;
  /** Ids of the rules that may be named: the pack's own and those of the packs beside it. */
  readonly rules: ReadonlySet<string>;
  readonly bundled: boolean;
  /** Sections by category as pack.yaml has them; null where it does not say. */
  readonly sections: SectionTable | null;
  /** Whether a file that is no page of the pack exists; null where that is not known. `path` is within the pack. */
  readonly exists: ((path: string) => boolean) | null;
}

/** Category → sections; a list is a choice of which one is enough. */
export type SectionTable = ReadonlyMap<string, readonly (string | readonly string[])[]>;

/** Looks at one page; says what is wrong with it. */
export type PageCheck = (page: CheckedPage, pack: PackPages) => PackProblem[];

export function problemAt(page: CheckedPage, rule: string, range: Range, message: string, severity: 'error' | 'warning'): PackProblem {
  return { path: page.path, range, severity, rule, message };
}

/** Where a problem of the page as a whole is shown: at its title. */
export function titleRange(page: CheckedPage): Range {
  const { reading } = page;
  return page.module.category === '' && page.module.summary === '' ? reading.rangeOf([]) : reading.rangeOf(['title']);
}

/** Pages that are forms to be filled in: their placeholders are their content. */
export function isTemplate(id: string): boolean {
  return /template/i.test(id.split('/').pop() ?? id);
}

/** Pages that list others, and pages about the pack itself. */
export function isIndexPage(id: string): boolean {
  return /^(index|readme)$/i.test(id.split('/').pop() ?? id);
}
