import { checkCodeBlocks } from './checks/codeBlocks';
import { checkIndexing } from './checks/indexing';
import { checkLinks } from './checks/links';
import type { CheckedPage, PackPages, PageCheck } from './checks/pageCheck';
import { checkPlaceholders } from './checks/placeholders';
import { checkRelatedDocuments } from './checks/relatedDocuments';
import { checkRequiredSections } from './checks/requiredSections';
import { checkSensitiveData } from './checks/sensitiveData';
import type { Module, ModuleSource, NavigationGroup, Pack, PackProblem } from './model';
import { ModuleReader } from './moduleReader';
import type { ModuleReading } from './moduleReader';
import { declaredNavigation, declaredReadingLists, folderNavigation } from './navigation';
import { emptyManifest, manifestPath, readManifest } from './packManifest';
import type { PackManifest } from './packManifest';
import type { RuleDeclaration } from './ruleDeclaration';
import type { RuleReaderOptions } from './ruleReader';

export interface PackFile {
  /** Within the pack's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface PackOptions extends RuleReaderOptions {
  /** Where pack.yaml gives none. */
  readonly id: string;
  readonly bundled: boolean;
  /** Workspace-relative folder of a workspace pack; null for a bundled one. */
  readonly root: string | null;
  /** Rules of other packs, which examples may name too. */
  readonly otherRules?: Iterable<string>;
  /** Whether a file that is not given exists, for links to it; left out where that is not known. */
  readonly exists?: (path: string) => boolean;
}

/** A pack, and the texts of its pages. */
export interface LoadedPack {
  readonly pack: Pack;
  /** By module id; also of pages that are too broken to be modules. */
  readonly sources: ReadonlyMap<string, ModuleSource>;
}

const pageChecks: readonly PageCheck[] = [
  checkRequiredSections, checkRelatedDocuments, checkLinks, checkPlaceholders, checkSensitiveData, checkCodeBlocks,
];

const moduleLimit = 5000;

/**
 * Loads a pack, and loads it again as its files change: a page whose text is as before is not read anew. A broken page
 * never takes the pack down; it is left out, or kept in part, with the problem.
 */
export class PackLoader {
  private readonly reader: ModuleReader;
  private cache = new Map<string, ModuleReading>();
  private cachedId = '';

  constructor(private readonly options: PackOptions) {
    this.reader = new ModuleReader(options);
  }

  /** Files that are neither `pack.yaml` nor `*.md` are ignored. */
  load(files: Iterable<PackFile>): LoadedPack {
    const all = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    const manifestFile = all.find(({ path }) => path === manifestPath);
    const manifest = manifestFile ? readManifest(manifestFile.text) : emptyManifest;
    const id = manifest.id ?? this.options.id;
    const readings = this.read(id, all.filter(({ path }) => /\.md$/i.test(path)).slice(0, moduleLimit));
    return new PackAssembly(this.options, id, manifest, readings).result();
  }

  private read(id: string, files: readonly PackFile[]): Map<string, ModuleReading> {
    const previous = this.cachedId === id ? this.cache : new Map<string, ModuleReading>();
    const readings = new Map<string, ModuleReading>();
    for (const { path, text } of files) {
      const known = previous.get(path);
      readings.set(path, known && known.source.text === text ? known : this.reader.read(id, path, text));
    }
    this.cache = readings;
    this.cachedId = id;
    return readings;
  }
}

/** Loads a pack once. */
export function loadPack(files: Iterable<PackFile>, options: PackOptions): LoadedPack {
  return new PackLoader(options).load(files);
}

class PackAssembly {
  private readonly problems: PackProblem[];
  private readonly modules = new Map<string, Module>();
  private readonly sources = new Map<string, ModuleSource>();
  private readonly pages = new Map<string, CheckedPage>();
  private readonly rules = new Map<string, RuleDeclaration>();

  constructor(
    private readonly options: PackOptions, private readonly id: string,
    private readonly manifest: PackManifest, private readonly readings: ReadonlyMap<string, ModuleReading>,
  ) {
    this.problems = [...manifest.problems];
  }

  result(): LoadedPack {
    for (const [path, reading] of this.readings) this.add(path, reading);
    const navigation = this.navigate();
    const reading = declaredReadingLists(this.manifest.readingLists, this.modules);
    this.problems.push(...reading.problems);
    this.check();
    const { options, manifest } = this;
    const title = manifest.title ?? this.id;
    const pack: Pack = {
      id: this.id, title, bundled: options.bundled, root: options.root,
      ...(manifest.description === '' ? {} : { description: manifest.description }),
      modules: this.modules, rules: [...this.rules.values()], navigation, readingLists: reading.lists, follows: manifest.follows,
      problems: this.problems.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character)),
    };
    return { pack, sources: this.sources };
  }

  private add(path: string, reading: ModuleReading): void {
    this.problems.push(...reading.problems);
    this.sources.set(reading.source.id, reading.source);
    if (!reading.module) return;
    const own: string[] = [];
    reading.rules.forEach((rule) => {
      const first = this.rules.get(rule.id);
      if (first) {
        const range = reading.rangeOf(['rules', reading.ruleIndexes.get(rule.id) ?? 0, 'id']);
        this.problems.push({ path, range, severity: 'error', rule: 'docs/front-matter', message: `The rule \`${rule.id}\` is declared by \`${first.module}\` already. Declare it on one page and link that page.` });
        return;
      }
      this.rules.set(rule.id, rule);
      own.push(rule.id);
    });
    const module = own.length === reading.module.rules.length ? reading.module : { ...reading.module, rules: own };
    this.modules.set(module.id, module);
    this.pages.set(module.id, { path, module, reading });
  }

  private navigate(): readonly NavigationGroup[] {
    const declared = this.manifest.navigation;
    if (declared === null) {
      this.problems.push(...checkIndexing(this.packPages(), { navigation: null }));
      return folderNavigation(this.manifest.title ?? this.id, this.modules);
    }
    const navigation = declaredNavigation(declared, this.modules);
    this.problems.push(...navigation.problems, ...checkIndexing(this.packPages(), { navigation: navigation.listed }));
    return navigation.groups;
  }

  private check(): void {
    const pack = this.packPages();
    for (const page of this.pages.values()) {
      for (const check of pageChecks) this.problems.push(...check(page, pack));
      const { unclosedFence } = page.reading.body;
      if (unclosedFence !== null) {
        const range = page.reading.lines.rangeOf(page.reading.lines.offsetAt({ line: unclosedFence, character: 0 }), page.reading.lines.offsetAt({ line: unclosedFence, character: 1000 }));
        this.problems.push({ path: page.path, range, severity: 'error', rule: 'docs/code-parses', message: 'This code block is not closed. End it with a line of as many backticks or tildes as it begins with.' });
      }
    }
  }

  private packPages(): PackPages {
    const rules = new Set([...this.rules.keys(), ...(this.options.otherRules ?? [])]);
    return { pages: this.pages, rules, bundled: this.options.bundled, sections: this.manifest.sections, exists: this.options.exists ?? null };
  }
}
