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
  private readonly imageLastNames = new Map<string, Module[]>();
  private readonly variableNames = new PatternIndex('');
  private readonly fileNames = new PatternIndex('');
  private readonly instructions = new Map<string, Module[]>();
  private readonly packageNames = new Map<string, Module[]>();

  constructor(modules: Iterable<Module>) {
    for (const module of modules) {
      const { concepts } = module;
      for (const name of concepts.python) put(this.pythonNames, name, module);
      for (const path of concepts.compose) this.composePaths.add(path, module);
      for (const image of concepts.images) {
        const name = imageName(image);
        put(this.imageNames, name, module);
        put(this.imageLastNames, name.split('/').pop() ?? name, module);
      }
      for (const variable of concepts.variables) this.variableNames.add(variable, module);
      for (const file of concepts.files) this.fileNames.add(file, module);
      for (const instruction of concepts.dockerfile) put(this.instructions, instruction.toUpperCase(), module);
      for (const name of concepts.packages) put(this.packageNames, packageName(name), module);
    }
  }

  /** A qualified name: itself, else its nearest parent, since a page on a class explains its methods. Of each pack, the nearest. */
  python(qualifiedName: string): ConceptHit[] {
    return upwards(qualifiedName, (name) => hits(this.pythonNames.get(name) ?? [], name, 0));
  }

  /** A path of the compose model, such as `services.api.healthcheck.test`: the longest pattern that it is, or is below. Of each pack, the longest. */
  compose(path: string): ConceptHit[] {
    return upwards(path, (name) => this.composePaths.find(name));
  }

  /** An image reference, with or without registry, tag and digest; `bitnami/redis` also asks for `redis`, and `kibana` for `docker.elastic.co/kibana/kibana`. */
  image(reference: string): ConceptHit[] {
    const name = imageName(reference);
    const last = name.split('/').pop() ?? name;
    return this.imageNames.has(name) ? hits(this.imageNames.get(name) ?? [], name, 0) : hits(this.imageLastNames.get(last) ?? [], last, 1);
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

  /**
   * Hits in the order in which they matter to a place: nearest first, and among equals the page of the place's kind. Where
   * packs of the context explain the name, or its parent nearly as near as others the name, theirs alone.
   */
  rank(found: readonly ConceptHit[], context: RankContext): ConceptHit[] {
    const order = new Map(rankModules(found.map(({ module }) => module), found[0] ? { name: found[0].concept, ...context } : context).map((module, index) => [module, index]));
    const own = found.filter(({ module }) => context.packs?.includes(module.pack) === true);
    const nearest = (among: readonly ConceptHit[]): number => Math.min(...among.map(({ distance }) => distance));
    const shown = own.length > 0 && nearest(own) <= nearest(found) + 1 ? own : found;
    return [...shown].sort((a, b) => a.distance - b.distance || (order.get(a.module) ?? 0) - (order.get(b.module) ?? 0));
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

/** What `look` finds for a dotted name and then for its parents, until every pack that knows one of them was found. */
function upwards(name: string, look: (name: string) => readonly ConceptHit[]): ConceptHit[] {
  const parts = name.split('.');
  const found: ConceptHit[] = [];
  for (let length = Math.min(parts.length, 20); length > 0; length--) {
    const packs = new Set(found.map(({ module }) => module.pack));
    for (const hit of look(parts.slice(0, length).join('.'))) {
      if (!packs.has(hit.module.pack)) found.push({ ...hit, distance: hit.distance + parts.length - length });
    }
  }
  return found;
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
