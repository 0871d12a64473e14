import { rootsLeadingTo, writtenAs } from '../project/libraryRoots';
import { libraryModules, standardModules } from '../project/libraryNames';
import type { ModuleSummary } from '../project/model';
import { processLibraries } from '../project/signals';
import type { Pack } from '../pack/model';
import type { Matcher, RuleDeclaration } from '../pack/ruleDeclaration';
import type { RuleIndex } from '../rules/ruleIndex';
import { holds, WordTable, type TextScan } from './textScan';

/** Something must be there of each list. */
type Demands = readonly (readonly number[])[];

/** What a file must hold for one part of a rule to speak about it. */
interface Clause {
  readonly words: Demands;
  /** Top-level names of which one must be imported, by the file or by what it imports. */
  readonly reached: readonly string[] | null;
  /** The rule also judges files that are not service code. */
  readonly isAnywhere: boolean;
}

/** Folders whose files are service code in no project, see `roleOf`; and conftest.py, which is none wherever it lies. */
const otherFolders = new Set(['tests', 'test', '__tests__', 'e2e', 'integration_tests', 'unit_tests', 'functional_tests', 'testsuite', 'features', 'vendor', 'vendored', '_vendor', 'third_party', 'thirdparty', '3rdparty']);

/**
 * Says from texts alone which files are worth parsing. In a workspace that follows no pack only the universal rules
 * speak, and most files hold none of the words that could trigger one. Where the workspace may follow a pack, every file counts.
 */
export class Prefilter {
  private readonly table = new WordTable();
  private readonly clauses: readonly Clause[];
  /** False where a pack may be followed for other reasons than a data service's code: then nothing is left out. */
  readonly isUsable: boolean;

  constructor(rules: RuleIndex, packs: readonly Pack[]) {
    this.clauses = [...new ClauseReader(this.table, rules).read()];
    this.isUsable = packs.every((pack) => pack.rules.every((rule) => rule.universal)
      || pack.follows.kinds.length === 0
      || pack.follows.kinds.some((set) => set.length > 0 && set.every((kind) => kind.startsWith('data-'))));
  }

  scan(path: string, text: string): TextScan {
    return this.table.scan(path, text);
  }

  /** The workspace may follow a pack, for what this file says: some process of it may serve data. */
  isSign(scan: TextScan): boolean {
    for (const root of scan.roots) if (processLibraries.server.has(root)) return true;
    return false;
  }

  /**
   * The files about which some universal rule may speak, and those that say what kind of service they are part of.
   * @param plainTexts texts of compose files, Dockerfiles and configuration, by path: a folder of tests that they speak of may hold a service
   */
  candidates(scans: readonly TextScan[], plainTexts: ReadonlyMap<string, string>): ReadonlySet<string> {
    const chosen = new Set<string>();
    const outside = otherFoldersBeside(plainTexts);
    const reach = new Reach(scans);
    for (const scan of scans) {
      const isService = !isOutside(scan.path, outside);
      const isSpoken = this.clauses.some((clause) => (isService || clause.isAnywhere)
        && clause.words.every((list) => list.some((id) => holds(scan.words, id)))
        && (clause.reached === null || reach.leads(scan, clause.reached)));
      if (isSpoken || (isService && [...scan.roots].some((root) => processLibraries.all.has(root)))) chosen.add(scan.path);
    }
    return chosen;
  }
}

/** Which files import one of some libraries, themselves or through others. By names alone: too many rather than too few. */
class Reach {
  private readonly reaching = new Map<string, ReadonlySet<TextScan>>();
  private importers: ReadonlyMap<string, readonly TextScan[]> | null = null;

  constructor(private readonly scans: readonly TextScan[]) {}

  leads(scan: TextScan, roots: readonly string[]): boolean {
    if (roots.some((root) => scan.roots.has(root))) return true;
    if (scan.imports.size === 0) return false;
    const key = roots.join(' ');
    let found = this.reaching.get(key);
    if (!found) {
      found = this.find(roots);
      this.reaching.set(key, found);
    }
    return found.has(scan);
  }

  private find(roots: readonly string[]): ReadonlySet<TextScan> {
    const found = new Set(this.scans.filter((scan) => roots.some((root) => scan.roots.has(root))));
    this.importers ??= importersByName(this.scans);
    // A Set visits what is added while it is walked.
    for (const scan of found) for (const importer of this.importers.get(importNameOf(scan.path)) ?? []) found.add(importer);
    return found;
  }
}

function importersByName(scans: readonly TextScan[]): ReadonlyMap<string, readonly TextScan[]> {
  const names = new Set(scans.map((scan) => importNameOf(scan.path)));
  const importers = new Map<string, TextScan[]>();
  for (const scan of scans) {
    for (const name of scan.imports) {
      if (!names.has(name)) continue;
      const list = importers.get(name);
      if (list) list.push(scan);
      else importers.set(name, [scan]);
    }
  }
  return importers;
}

function otherFoldersBeside(plainTexts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const left = new Set(otherFolders);
  for (const [path, text] of plainTexts) for (const folder of left) if (text.includes(folder) || path.split('/').includes(folder)) left.delete(folder);
  return left;
}

function isOutside(path: string, folders: ReadonlySet<string>): boolean {
  const parts = path.split('/');
  return parts.some((part, at) => at < parts.length - 1 && folders.has(part));
}

/** Reads from the universal rules on Python what a file must hold for them. */
class ClauseReader {
  constructor(private readonly table: WordTable, private readonly rules: RuleIndex) {}

  *read(): Iterable<Clause> {
    // A suppression that suppresses nothing is reported, whatever else the file holds.
    yield { words: [[this.table.idOf('archguide')]], reached: null, isAnywhere: true };
    for (const rule of this.rules.rules.values()) {
      if (!rule.universal) continue;
      for (const matcher of rule.match) yield* this.ofMatcher(rule, matcher);
      if (rule.query) yield this.clause(rule, rule.query.imports.length === 0 ? [] : [rule.query.imports.map(topOf)]);
    }
    for (const { rule, check } of this.rules.pythonChecks) {
      if (rule.universal) yield { ...this.clause(rule, []), words: [check.words.map((word) => this.wordOf(word))] };
    }
  }

  private *ofMatcher(rule: RuleDeclaration, matcher: Matcher): Iterable<Clause> {
    const conditions = this.ofConditions(matcher);
    switch (matcher.trigger) {
      case 'compose': case 'dockerfile': case 'dependency': return;
      case 'string': yield this.clause(rule, conditions); return;
      case 'import':
        for (const name of matcher.names) yield this.clause(rule, [...literals(name).map((part) => [part]), ...conditions]);
        return;
      default: for (const name of matcher.names) yield this.ofName(rule, name, conditions);
    }
  }

  private ofName(rule: RuleDeclaration, name: string, conditions: readonly (readonly string[])[]): Clause {
    // A bare `except:`
    if (name === '*') return { ...this.clause(rule, conditions), words: [...this.ids(conditions), [this.table.idOfPattern(/\bexcept\s*:/)]] };
    const last = name.slice(name.lastIndexOf('.') + 1);
    const written = last.includes('*') ? conditions : [[...writtenAs(name)], ...conditions];
    const root = topOf(name);
    const roots = root.includes('*') ? null : rootsLeadingTo(root);
    return { ...this.clause(rule, written), reached: roots && [...roots] };
  }

  /** Conditions that show in the text. */
  private ofConditions({ when, trigger }: Matcher): (readonly string[])[] {
    const words: (readonly string[])[] = [];
    if (when.imports && when.imports.length > 0) words.push(when.imports.map(topOf));
    if (when.async === true) words.push(['async']);
    if (when.awaited === true && trigger === 'call') words.push(['await']);
    for (const [key, values] of Object.entries(trigger === 'call' ? when.argument ?? {} : {})) {
      if (/^[A-Za-z_]\w*$/.test(key)) words.push([key]);
      if (values.every((value) => typeof value === 'boolean' || value === null)) words.push(values.map((value) => (value === null ? 'None' : value ? 'True' : 'False')));
    }
    return words;
  }

  private clause(rule: RuleDeclaration, words: readonly (readonly string[])[]): Clause {
    return { words: this.ids(words), reached: null, isAnywhere: rule.scope !== 'service' };
  }

  private ids(words: readonly (readonly string[])[]): Demands {
    return words.map((list) => list.map((word) => this.table.idOf(word)));
  }

  /** Words with a blank between them need not stand one blank apart: the first one is looked for. */
  private wordOf(word: string): number {
    return this.table.idOf(/^\w+( \w+)+$/.test(word) ? word.split(' ', 1)[0] ?? '' : word);
  }
}

function literals(name: string): string[] {
  return name.split('.').filter((part) => part !== '' && !part.includes('*'));
}

function topOf(name: string): string {
  return name.split('.', 1)[0] ?? '';
}

/** Names under which a parsed file may import others of the workspace: parts of its imports that are no library's. */
export function importedNames(summary: ModuleSummary): string[] {
  const names: string[] = [];
  for (const fact of summary.imports) {
    const parts = fact.module.split('.').filter((part) => part !== '');
    const top = parts[0] ?? '';
    if (fact.level === 0 && (libraryModules.has(top) || standardModules.has(top))) continue;
    names.push(...parts, ...(fact.name === null || fact.name === '*' ? [] : [fact.name]));
  }
  return names;
}

/** The name by which a file is imported: its own, or its package's for `__init__.py`. */
export function importNameOf(path: string): string {
  const parts = path.replace(/\.py$/, '').split('/');
  const last = parts.at(-1) ?? '';
  return last === '__init__' ? parts.at(-2) ?? '' : last;
}
