// Which names have a page to link to: those of the reference system, of the snippets, and what is commonly used of the
// stack's libraries (scripts/coverage/publicNames.json). What is missing is to become a concept of the page that explains it, or
// is not worth a page (scripts/coverage/withoutPage.json). The exit status is 1 where a name is neither.
// Usage: npm run report:coverage [-- --verbose], where --verbose lists also what only its library's page explains, or none.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMap, isScalar, parseDocument } from 'yaml';
import { withPythonTree } from '../server/src/core/facts/python/extract';
import { ConceptIndex } from '../server/src/core/pack/concepts';
import type { ConceptHit } from '../server/src/core/pack/concepts';
import { loadPack } from '../server/src/core/pack/packLoader';
import type { PythonParser } from '../server/src/core/ports';
import { fillSnippet } from '../server/src/core/features/scaffold/snippetText';
import { readPackFolder } from '../server/src/node/bundle';
import { createParsers } from '../server/src/node/parsers';
import { repository } from './generatedText';

/** By reason: names that are worth no page. */
const withoutPage = new Map(Object.entries(JSON.parse(readFileSync(join(repository, 'scripts', 'coverage', 'withoutPage.json'), 'utf8')) as Record<string, readonly string[]>)
  .flatMap(([reason, names]) => names.map((name) => [name, reason] as const)));

/** How a name is explained: as itself or as a member of a class that is, by the page of its whole library, or not at all. */
type Answer = 'page' | 'library' | 'none' | 'not worth a page';

interface Source {
  readonly title: string;
  readonly names: ReadonlySet<string>;
  readonly answer: (name: string) => Answer;
}

const publicNames = JSON.parse(readFileSync(join(repository, 'scripts', 'coverage', 'publicNames.json'), 'utf8')) as Record<string, readonly string[]>;
/** Packages whose names a reader may ask about: those of the list. What a project imports from itself is not among them. */
const packages = new Set(Object.values(publicNames).flat().map((name) => name.split('.')[0] ?? ''));

const found = (hits: readonly ConceptHit[]): Answer => (hits.length > 0 ? 'page' : 'none');

function pythonAnswer(concepts: ConceptIndex, name: string): Answer {
  const hits = concepts.python(name);
  const first = hits[0];
  if (!first) return 'none';
  const last = first.concept.split('.').pop() ?? '';
  return first.distance === 0 || /^[A-Z]/.test(last) ? 'page' : 'library';
}

/** Qualified names that a file takes from the packages: what it imports, and what it reads of imported modules. */
function importedNames(parser: PythonParser, text: string): string[] {
  return withPythonTree(parser, text, 5_000, ({ imports }) => imports.flatMap(({ module, level, name, bound, hasAlias }) => {
    if (level !== 0 || !packages.has(module.split('.')[0] ?? '') || name === '*') return [];
    if (name !== null && /^[A-Z]|_|^[a-z]+$/.test(name) && !isModuleRead(text, bound)) return [`${module}.${name}`];
    const path = name === null ? (hasAlias ? module : bound) : `${module}.${name}`;
    return [...text.matchAll(new RegExp(`(?<![\\w.])${bound}((?:\\.\\w+)+)`, 'g'))].map((hit) => `${path}${hit[1] ?? ''}`);
  })) ?? [];
}

/** `from opentelemetry import trace` binds a module: its members are what is used. */
function isModuleRead(text: string, bound: string): boolean {
  return /^[a-z_]+$/.test(bound) && new RegExp(`(?<![\\w.])${bound}\\.\\w`).test(text);
}

function filesBelow(folder: string, wanted: RegExp): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name)).map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** Paths of a compose text, such as `services.orders.healthcheck.test`; what an environment holds is variables. */
function composeNames(text: string): { paths: string[]; images: string[]; variables: string[] } {
  const names = { paths: [] as string[], images: [] as string[], variables: [] as string[] };
  const walk = (node: unknown, path: readonly string[]): void => {
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (name === '<<' || name.startsWith('x-')) continue;
      if (path.at(-1) === 'environment') names.variables.push(name);
      else if (path.length !== 1) names.paths.push([...path, name].join('.'));
      // An image with a variable in its name is the system's own.
      if (name === 'image' && isScalar(value) && !/\$\{[^}]*\}\//.test(String(value.value))) names.images.push(String(value.value));
      if (!['labels', 'sysctls', 'driver_opts', 'options'].includes(name)) walk(value, [...path, name]);
    }
  };
  walk(parseDocument(text, { logLevel: 'silent' }).contents, []);
  return names;
}

async function sources(concepts: ConceptIndex): Promise<Source[]> {
  const parser = await createParsers().python();
  const example = join(repository, 'examples', 'reference');
  const python = (name: string): Answer => pythonAnswer(concepts, name);
  const compose = filesBelow(example, /^docker-compose.*\.yml$/).map(composeNames);
  const environment = filesBelow(example, /^\.env\.example$/).flatMap((text) => [...text.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((hit) => hit[1] ?? ''));
  const snippets = Object.values(JSON.parse(readFileSync(join(repository, 'snippets', 'python.json'), 'utf8')) as Record<string, { body: string[] }>);
  return [
    { title: 'Reference system: imports', names: new Set(filesBelow(example, /\.py$/).flatMap((text) => importedNames(parser, text))), answer: python },
    { title: 'Reference system: compose keys', names: new Set(compose.flatMap(({ paths }) => paths)), answer: (name) => found(concepts.compose(name)) },
    { title: 'Reference system: images', names: new Set(compose.flatMap(({ images }) => images)), answer: (name) => found(concepts.image(name)) },
    { title: 'Reference system: variables', names: new Set([...compose.flatMap(({ variables }) => variables), ...environment]), answer: (name) => found(concepts.variable(name)) },
    { title: 'Snippets: imports', names: new Set(snippets.flatMap(({ body }) => importedNames(parser, fillSnippet(body.join('\n')).text))), answer: python },
    ...Object.entries(publicNames).map(([title, names]) => ({ title, names: new Set(names), answer: python })),
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { verbose: { type: 'boolean' } } });
  const packs = await Promise.all(['improved-hybrid', 'clean-architecture'].map(async (id) => loadPack(await readPackFolder(join(repository, 'docs-bundle', id)), { id, bundled: true, root: null })));
  const concepts = new ConceptIndex(packs.flatMap(({ pack }) => [...pack.modules.values()]));
  const count = { all: 0, none: 0 };
  for (const { title, names, answer } of await sources(concepts)) {
    const byAnswer = new Map<Answer, string[]>([['page', []], ['library', []], ['not worth a page', []], ['none', []]]);
    for (const name of [...names].sort()) {
      const found = answer(name);
      byAnswer.get(found === 'none' && withoutPage.has(name) ? 'not worth a page' : found)?.push(name);
    }
    console.log(`${title}: ${[...byAnswer].filter(([, members]) => members.length > 0).map(([kind, members]) => `${kind} ${members.length}`).join(', ')}`);
    for (const [kind, members] of byAnswer) {
      if (kind === 'none' || (values.verbose === true && kind !== 'page')) for (const name of members) console.log(`  ${kind}: ${name}`);
    }
    count.all += names.size;
    count.none += byAnswer.get('none')?.length ?? 0;
  }
  console.log(`${count.none} of ${count.all} names lead to no page and have no reason for it.`);
  if (count.none > 0) process.exitCode = 1;
}

void main();
