import type { Module } from './model';
import { rankModules } from './moduleRanking';
import type { RankContext } from './moduleRanking';

/** A page that explains a name. */
export interface ConceptHit {
  readonly module: Module;
  /** The concept as the page has it: the name itself, a parent of it, or a pattern. */
  readonly concept: string;
  /** 0 for the name itself; more the further the concept is from it. */
  readonly distance: number;
}

/** From names in code and configuration to the pages that explain them. Hits come nearest first, then as `rank` puts them. */
export class ConceptIndex {
  private readonly pythonNames = new Map<string, Module[]>();
  private readonly composePaths = new PatternIndex('.');
  private readonly imageNames = new Map<string, Module[]>();
  private readonly variableNames = new PatternIndex('');
  private readonly fileNames = new PatternIndex('');
  private readonly instructions = new Map<string, Module[]>();
  private readonly packageNames = new Map<string, Module[]>();

  constructor(modules: Iterable<Module>) {
    for (const module of modules) {
      const { concepts } = module;
      for (const name of concepts.python) put(this.pythonNames, name, module);
      for (const path of concepts.compose) this.composePaths.add(path, module);
      for (const image of concepts.images) put(this.imageNames, imageName(image), module);
      for (const variable of concepts.variables) this.variableNames.add(variable, module);
      for (const file of concepts.files) this.fileNames.add(file, module);
      for (const instruction of concepts.dockerfile) put(this.instructions, instruction.toUpperCase(), module);
      for (const name of concepts.packages) put(this.packageNames, packageName(name), module);
    }
  }

  /** A qualified name: itself, else its nearest parent, since a page on a class explains its methods. */
  python(qualifiedName: string): ConceptHit[] {
    const parts = qualifiedName.split('.');
    for (let length = Math.min(parts.length, 20); length > 0; length--) {
      const name = parts.slice(0, length).join('.');
      const modules = this.pythonNames.get(name);
      if (modules) return hits(modules, name, parts.length - length);
    }
    return [];
  }

  /** A path of the compose model, such as `services.api.healthcheck.test`: the longest pattern that it is, or is below. */
  compose(path: string): ConceptHit[] {
    const parts = path.split('.');
    for (let length = Math.min(parts.length, 20); length > 0; length--) {
      const found = this.composePaths.find(parts.slice(0, length).join('.'));
      if (found.length > 0) return found.map((hit) => ({ ...hit, distance: hit.distance + parts.length - length }));
    }
    return [];
  }

  /** An image reference, with or without registry, tag and digest; `bitnami/redis` also asks for `redis`. */
  image(reference: string): ConceptHit[] {
    const name = imageName(reference);
    const last = name.split('/').pop() ?? name;
    return hits(this.imageNames.get(name) ?? [], name, 0).concat(last === name || this.imageNames.has(name) ? [] : hits(this.imageNames.get(last) ?? [], last, 1));
  }

  /** An environment variable; `POSTGRES_*` on a page stands for all that begin so. */
  variable(name: string): ConceptHit[] {
    return this.variableNames.find(name);
  }

  /** A file, by its path or name. */
  file(path: string): ConceptHit[] {
    const name = path.split('/').pop() ?? path;
    const byPath = name === path ? [] : this.fileNames.find(path);
    return byPath.length > 0 ? byPath : this.fileNames.find(name);
  }

  /** A Dockerfile instruction, in any case. */
  dockerfile(instruction: string): ConceptHit[] {
    const name = instruction.toUpperCase();
    return hits(this.instructions.get(name) ?? [], name, 0);
  }

  /** A distribution, in any of its spellings (PEP 503). */
  package(name: string): ConceptHit[] {
    const normal = packageName(name);
    return hits(this.packageNames.get(normal) ?? [], normal, 0);
  }

  /** Hits in the order in which they matter to a place: nearest first, and among equals the page of the place's kind. */
  rank(found: readonly ConceptHit[], context: RankContext): ConceptHit[] {
    const order = new Map(rankModules(found.map(({ module }) => module), context).map((module, index) => [module, index]));
    return [...found].sort((a, b) => a.distance - b.distance || (order.get(a.module) ?? 0) - (order.get(b.module) ?? 0));
  }
}

/** Names with `*`, which stands for anything up to the separator. Exact names are looked up, patterns are tried in turn. */
class PatternIndex {
  private readonly exact = new Map<string, Module[]>();
  private readonly patterns: { readonly text: string; readonly pattern: RegExp; readonly modules: Module[] }[] = [];

  constructor(private readonly separator: '.' | '') {}

  add(text: string, module: Module): void {
    if (!text.includes('*')) return put(this.exact, text, module);
    const known = this.patterns.find((entry) => entry.text === text);
    if (known) {
      if (!known.modules.includes(module)) known.modules.push(module);
      return;
    }
    // Two stars in a row, or many in a name, would cost more than they can say.
    if (/\*\*/.test(text) || (this.separator === '' && text.split('*').length > 4)) return;
    const anything = this.separator === '.' ? '[^.]+' : '.*';
    this.patterns.push({ text, pattern: new RegExp(`^${text.split('*').map(escape).join(anything)}$`, 's'), modules: [module] });
  }

  /** Exact names before patterns, the longer pattern before the shorter. */
  find(name: string): ConceptHit[] {
    if (name.length > 500) return [];
    const found = hits(this.exact.get(name) ?? [], name, 0);
    const matching = this.patterns.filter(({ pattern }) => pattern.test(name)).sort((a, b) => b.text.length - a.text.length);
    matching.forEach(({ text, modules }, index) => {
      const distance = this.separator === '.' ? 0 : index + 1;
      found.push(...hits(modules.filter((module) => !found.some((hit) => hit.module === module)), text, distance));
    });
    return found;
  }
}

function hits(modules: readonly Module[], concept: string, distance: number): ConceptHit[] {
  return modules.map((module) => ({ module, concept, distance }));
}

function put(map: Map<string, Module[]>, key: string, module: Module): void {
  const known = map.get(key);
  if (!known) map.set(key, [module]);
  else if (!known.includes(module)) known.push(module);
}

/** Without registry host, tag and digest; `library/` is Docker Hub's own. */
function imageName(reference: string): string {
  const bare = reference.replace(/@.*$/s, '').replace(/:[^/]*$/s, '').toLowerCase();
  const [host, ...rest] = bare.split('/');
  const named = rest.length > 0 && /[.:]|^localhost$/.test(host ?? '') ? rest.join('/') : bare;
  return named.replace(/^library\//, '');
}

function packageName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
