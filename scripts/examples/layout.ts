// Lays the Python blocks of pages out as services on disk, so that a block's imports find the page's other blocks.
import type { Example, ExamplePage } from './pages';

/** A block at its place; the other files of its folder are there for its imports. */
export interface LaidOut {
  readonly example: Example;
  readonly page: ExamplePage;
  /** Folder of the service, relative: imports begin here. */
  readonly folder: string;
  /** Path of the block's file, relative to the same root. */
  readonly file: string;
  /** Top-level packages of the project: `src`, `tests`, and what else stands in the folder. */
  readonly roots: ReadonlySet<string>;
}

export interface Layout {
  /** Relative path → text. */
  readonly files: ReadonlyMap<string, string>;
  readonly blocks: readonly LaidOut[];
  /** Pages that are named in `builds-on` and do not exist. */
  readonly unknown: readonly { readonly page: ExamplePage; readonly id: string }[];
}

type Files = Map<string, Example>;

const projectRoots = ['src', 'tests', 'app', 'migrations', 'shared', 'services', 'scripts'];

/** Whether a block is Python that is checked. */
export function isPython(example: Example): boolean {
  return (example.language === 'python' || example.language === 'py' || example.language === 'python3') && example.path !== null;
}

/**
 * Every page has one service a kind, made of its correct blocks, the first of each path; below them lie the files of the
 * pages that it builds on. A block whose path is taken already, an INCORRECT block and the blocks of a group have a copy of
 * that service of their own, with the block's file in place of the other.
 */
export function layOut(pages: readonly ExamplePage[]): Layout {
  const byId = new Map(pages.map((page) => [page.id, page]));
  const files = new Map<string, string>();
  const blocks: LaidOut[] = [];
  const unknown: { page: ExamplePage; id: string }[] = [];
  for (const page of pages) {
    for (const id of page.buildsOn ?? []) if (!byId.has(id)) unknown.push({ page, id });
    blocks.push(...layOutPage(page, byId, files));
  }
  return { files, blocks, unknown };
}

function layOutPage(page: ExamplePage, byId: ReadonlyMap<string, ExamplePage>, files: Map<string, string>): LaidOut[] {
  const python = page.examples.filter(isPython);
  const below = inherited(page, byId, new Set([page.id]));
  const own = services(python.filter(({ group }) => group === null));
  return python.map((example) => {
    const grouped = example.group === null ? new Map<string, Files>() : services(python.filter(({ group }) => group === example.group));
    // A shared library is installed in every service.
    const layers = [below, own, grouped].flatMap((layer) => [layer.get('library'), layer.get(example.kind)]);
    const service: Files = new Map(layers.flatMap((layer) => [...layer ?? []]));
    const path = example.path ?? '';
    const isMain = service.get(path) === example;
    service.set(path, example);
    const variant = !isMain ? `block-${example.number}` : example.group === null ? 'page' : `group-${example.group.replace(/\W/g, '_')}`;
    const folder = `${folderName(page.id)}/${variant}/${example.kind}`;
    for (const [file, { code }] of service) files.set(`${folder}/${file}`, code);
    const roots = new Set([...projectRoots, ...[...service.keys()].map((file) => file.split('/')[0]?.replace(/\.py$/, '') ?? '')]);
    return { example, page, folder, file: `${folder}/${path}`, roots };
  });
}

/** A folder for a page; its name is no Python package, so that no import reaches from page to page. */
export function folderName(page: string): string {
  return page.replace(/[^\w.-]+/g, '+');
}

function services(examples: readonly Example[]): Map<string, Files> {
  const found = new Map<string, Files>();
  for (const example of examples) {
    if (example.isIncorrect || example.path === null) continue;
    const files = found.get(example.kind) ?? new Map<string, Example>();
    if (!files.has(example.path)) files.set(example.path, example);
    found.set(example.kind, files);
  }
  return found;
}

/** Files of the pages that a page builds on, near pages over far ones. Only files that a page named: `src/example.py` is anyone's. */
function inherited(page: ExamplePage, byId: ReadonlyMap<string, ExamplePage>, seen: Set<string>): Map<string, Files> {
  const found = new Map<string, Files>();
  for (const id of page.buildsOn ?? []) {
    const other = byId.get(id);
    if (!other || seen.has(id)) continue;
    seen.add(id);
    const named = services(other.examples.filter((example) => isPython(example) && example.group === null && example.isNamed));
    for (const layer of [inherited(other, byId, seen), named]) {
      for (const [kind, files] of layer) found.set(kind, new Map([...found.get(kind) ?? [], ...files]));
    }
  }
  return found;
}
