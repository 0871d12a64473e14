import type { ComposeFileFacts, ComposeSet } from './model';
import { child } from './node';
import { fileName, folderOf } from './paths';
import { documentsOf } from './read';

/** Default names, by the precedence that compose gives them. */
const baseNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = ['compose.override.yml', 'compose.override.yaml', 'docker-compose.override.yml', 'docker-compose.override.yaml'];

const namedCompose = /^(?:docker[-_.]?)?compose(?:[-_.][\w.-]+)?\.ya?ml$/i;
const suffixedCompose = /[-_.](?:docker[-_.]?)?compose\.ya?ml$/i;

/**
 * Whether a file is a compose file: by its name (`compose.yaml`, `docker-compose.prod.yml`, `compose-dev.yaml`,
 * `dev.docker-compose.yml`), and any other YAML file by its text: a top-level `services:` mapping of which a member has
 * `image` or `build`. That leaves out GitLab's, Travis', Kong's and Symfony's `services`.
 */
export function isComposeFile(path: string, text?: string): boolean {
  const name = fileName(path);
  if (/^docker[-_.]?compose/i.test(name) && namedCompose.test(name)) return true;
  if (baseNames.includes(name) || overrideNames.includes(name)) return true;
  if (!/\.ya?ml$/i.test(name)) return false;
  const isLikely = namedCompose.test(name) || suffixedCompose.test(name);
  if (text === undefined) return isLikely;
  return hasServices(text) || (isLikely && /^(?:services|include)[ \t]*:/m.test(text));
}

/** Scans lines instead of parsing: it is asked of every YAML file in the workspace. */
function hasServices(text: string): boolean {
  const start = /^(?:services|"services"|'services')[ \t]*:[ \t]*(?:#.*|&\S+[ \t]*)?\r?$/m.exec(text);
  if (!start) return false;
  let serviceIndent = -1;
  const line = /[^\n]*\n?/y;
  line.lastIndex = start.index + start[0].length + 1;
  for (let count = 0; count < 5000; count++) {
    const current = line.exec(text)?.[0] ?? '';
    if (current === '') return false;
    const content = current.trimStart();
    if (content === '' || content.startsWith('#')) continue;
    const indent = current.length - content.length;
    if (indent === 0 || content.startsWith('- ')) {
      if (indent === 0 || serviceIndent < 0) return false;
      continue;
    }
    if (serviceIndent < 0) serviceIndent = indent;
    if (indent > serviceIndent && /^(?:image|build)[ \t]*:/.test(content)) return true;
  }
  return false;
}

type Variant = ComposeSet['variant'];

const variantWords: readonly [RegExp, Variant][] = [
  [/^(?:prod|production|prd|live|staging|stage|stg|preprod|deploy|swarm|release)$/i, 'production'],
  [/^(?:dev|devel|develop|development|local|test|tests|testing|ci|e2e|integration|debug|override)$/i, 'development'],
];

/**
 * Which compose files of a workspace form which projects, each file at least once. What real repositories do decides:
 *
 * - Each folder is a system of its own. Its base is the first of compose's default names; its default set is the base with
 *   the default override (`docker-compose.override.yml`), which compose adds by itself.
 * - A file named after an environment (`docker-compose.prod.yml`, `.dev.`, `.staging.`, `.test.`, `.ci.` …) is a set with
 *   the base of its folder: people run `-f base -f prod`, also where the file repeats everything in full
 *   (`ComposeProject.standalone` then tells). The default override is not part of it, as `-f` turns that off.
 * - Any other named file beside a base (`docker-compose.monitoring.yml`) is a set with the base too, unless it stands alone
 *   and names no service of the base: then it is a second system in the same folder.
 * - `X.override.yml` beside a named `X.yml` joins the sets that X ends.
 * - Without a base in the folder, each file is a set of its own (cookiecutter-django's `local.yml` and `production.yml`).
 * - A file that another reaches by `include` or `extends` is part of that one's project and no set of its own, except a base.
 *
 * @param facts facts of a path, where the caller has them; without, files cannot be told to stand alone or to be included
 */
export function findComposeSets(paths: readonly string[], facts: (path: string) => ComposeFileFacts | null = () => null): ComposeSet[] {
  const folders = new Map<string, string[]>();
  for (const path of [...new Set(paths)].sort()) folders.set(folderOf(path), [...(folders.get(folderOf(path)) ?? []), path]);
  const reached = new Set(paths.flatMap((path) => facts(path)?.references.filter((reference) => reference !== path) ?? []));
  return [...folders.values()].flatMap((files) => setsOfFolder(files, reached, facts));
}

function setsOfFolder(files: readonly string[], reached: ReadonlySet<string>, facts: (path: string) => ComposeFileFacts | null): ComposeSet[] {
  const base = firstNamed(files, baseNames);
  const override = base === null ? null : firstNamed(files, overrideNames);
  const sets: ComposeSet[] = [];
  if (base !== null) sets.push({ base, overrides: override === null ? [] : [override], variant: override === null ? folderVariant(base) : 'development' });
  const layered = new Map<string, string>();
  for (const file of files) {
    const lower = file.replace(/[-_.]override(?=\.ya?ml$)/i, '');
    const target = lower === file ? undefined : files.find((other) => withoutExtension(other) === withoutExtension(lower));
    if (target !== undefined && target !== base && file !== override) layered.set(target, file);
  }
  const isLayer = new Set(layered.values());
  for (const file of files) {
    if (file === base || file === override || isLayer.has(file)) continue;
    const isBaseName = baseNames.includes(fileName(file));
    if (reached.has(file) && !isBaseName) continue;
    const upper = layered.get(file);
    const behind = upper === undefined ? [] : [upper];
    const variant = variantOf(file);
    const isOwn = base === null || isBaseName || (variant === null && isSeparate(file, base, facts));
    sets.push(isOwn || base === null
      ? { base: file, overrides: behind, variant: variant ?? folderVariant(file) }
      : { base, overrides: [file, ...behind], variant: variant ?? 'base' });
  }
  return sets;
}

function firstNamed(files: readonly string[], names: readonly string[]): string | null {
  for (const name of names) {
    const file = files.find((path) => fileName(path) === name);
    if (file !== undefined) return file;
  }
  return null;
}

function withoutExtension(path: string): string {
  return path.replace(/\.ya?ml$/i, '');
}

/** What the words of the file's name say; null where none is the name of an environment. */
function variantOf(path: string): Variant | null {
  const words = withoutExtension(fileName(path)).split(/[-_.]/);
  for (const [pattern, variant] of variantWords) if (words.some((word) => pattern.test(word))) return variant;
  return null;
}

/** The environment that a file is for, by its own name or else by its folder's; `base` where neither names one. */
export function variantOfFile(path: string): Variant {
  return variantOf(path) ?? folderVariant(path);
}

/** `deploy/production/docker-compose.yml`: the folder names the environment. */
function folderVariant(path: string): Variant {
  const folder = fileName(folderOf(path));
  return variantWords.find(([pattern]) => pattern.test(folder) && folder !== 'deploy')?.[1] ?? 'base';
}

/** Each service has its own image or build, none is the base's, and none leans on the base's. */
function isSeparate(file: string, base: string, facts: (path: string) => ComposeFileFacts | null): boolean {
  const own = serviceEntries(facts(file));
  const others = serviceEntries(facts(base));
  if (!own || !others || own.size === 0) return false;
  return [...own].every(([name, service]) => !others.has(name) && (child(service, 'image') ?? child(service, 'build') ?? child(service, 'extends')) !== undefined
    && dependencyNames(child(service, 'depends_on')).every((dependency) => own.has(dependency)));
}

function serviceEntries(facts: ComposeFileFacts | null): ReadonlyMap<string, Parameters<typeof child>[0]> | null {
  if (!facts) return null;
  const services = child(documentsOf(facts)[0], 'services');
  return services?.kind === 'map' ? new Map([...services.entries].map(([name, entry]) => [name, entry.value])) : new Map();
}

function dependencyNames(node: Parameters<typeof child>[0]): string[] {
  if (node?.kind === 'map') return [...node.entries.keys()];
  return node?.kind === 'list' ? node.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : [])) : [];
}
