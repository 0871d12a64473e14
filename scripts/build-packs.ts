// Reads the packs in docs-bundle/ and writes dist/packs/, which the server loads without parsing any YAML.
// What is wrong in a page is printed; with --strict, an error fails the build.
// Run: npx tsx scripts/build-packs.ts [--strict] [--into FOLDER], where FOLDER takes the place of the repository for dist/.
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { LoadedPack } from '../server/src/core/pack/packLoader';
import { loadPack } from '../server/src/core/pack/packLoader';
import { SearchIndex } from '../server/src/core/pack/search/searchIndex';
import { serializePack, serializeSources } from '../server/src/core/pack/serialize';
import { readPackFolder } from '../server/src/node/bundle';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Writes the built form of every pack below `source` to `target`; gives the loaded packs. */
export async function buildPacks(source: string, target: string): Promise<LoadedPack[]> {
  const folders = (await readdir(source, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  // Rules that examples name and that are not built yet: `verify` lists them as waiting. A misspelt id is still told.
  const planned = await readFile(join(source, 'planned-rules.txt'), 'utf8').catch(() => '');
  const otherRules = planned.split('\n').filter((id) => id !== '');
  const loaded: LoadedPack[] = [];
  for (const folder of folders) {
    const result = loadPack(await readPackFolder(join(source, folder)), { id: folder, bundled: true, root: null, otherRules });
    if (result.pack.modules.size > 0) loaded.push(result);
  }
  // Packs that evidence in a workspace can choose come before those that must be named.
  const mustBeNamed = ({ pack }: LoadedPack): number => (pack.follows.kinds.length > 0 ? 0 : 1);
  loaded.sort((a, b) => mustBeNamed(a) - mustBeNamed(b));
  await mkdir(target, { recursive: true });
  const [first, ...others] = loaded;
  const search = first ? SearchIndex.build(first.pack.modules.values(), first.sources, first.pack.rules, first.pack.readingLists) : SearchIndex.build([], new Map());
  for (const { pack, sources } of others) search.add(pack.modules.values(), sources, pack.rules, pack.readingLists);
  for (const { pack, sources } of loaded) {
    await writeJson(join(target, `${pack.id}.json`), serializePack(pack));
    await writeJson(join(target, `${pack.id}.pages.json`), serializeSources(sources));
  }
  await writeJson(join(target, 'search.json'), search);
  await writeJson(join(target, 'index.json'), loaded.map(({ pack }) => pack.id));
  return loaded;
}

/** A reader never sees half a file. */
async function writeJson(path: string, data: unknown): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(data));
  await rename(`${path}.new`, path);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { strict: { type: 'boolean' }, into: { type: 'string' } } });
  const loaded = await buildPacks(join(root, 'docs-bundle'), join(resolve(values.into ?? root), 'dist', 'packs'));
  for (const { pack } of loaded) {
    for (const { path, range, severity, rule, message } of pack.problems) {
      console.error(`docs-bundle/${pack.id}/${path}:${range.start.line + 1}:${range.start.character + 1} ${severity} ${rule} ${message}`);
      if (severity === 'error' && values.strict === true) process.exitCode = 1;
    }
    console.log(`${pack.id}: ${pack.modules.size} modules, ${pack.rules.length} rules`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) void main();
