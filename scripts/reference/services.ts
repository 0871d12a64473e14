// The services of examples/reference: a Python environment for each, below the user's cache folder, and what its checks are run with.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SetupError, findPython, repository, step } from './setup';
import type { Python, ServerName } from './setup';

export const reference = join(repository, 'examples', 'reference');

export interface Service {
  readonly name: string;
  /** Path in `examples/reference`. */
  readonly folder: string;
  /** Stores that its container waits for, as compose names them. */
  readonly stores: readonly string[];
}

/** Images of compose by the server that stands for them here; MongoDB is in no Debian release. */
export const serverOf: ReadonlyMap<string, ServerName> = new Map<string, ServerName>([
  ['postgres', 'postgres'], ['redis', 'redis'], ['redis_cache', 'redis'], ['rabbitmq', 'rabbitmq'],
]);

interface Compose {
  readonly services: Readonly<Record<string, { readonly image?: string; readonly depends_on?: Readonly<Record<string, unknown>> }>>;
}

/** The services with their stores, as docker-compose.yml says. */
export function findServices(): Service[] {
  const { services } = parse(readFileSync(join(reference, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
  return readdirSync(join(reference, 'services')).sort().map((name) => ({
    name, folder: join('services', name),
    stores: Object.keys(services[name]?.depends_on ?? {}).filter((one) => services[one]?.image !== undefined),
  }));
}

/** Below XDG_CACHE_HOME or ~/.cache: environments live as long as the dependencies of their service stay the same. */
function cacheFolder(): string {
  const { XDG_CACHE_HOME: cache } = process.env;
  return join(cache === undefined || cache === '' ? join(homedir(), '.cache') : cache, 'archguide', 'reference');
}

export function pythonForServices(): Python {
  const python = findPython(true);
  const [major, minor] = python.version;
  if (major === 3 && minor < 12) throw new SetupError(`The services need Python 3.12 or later, and ${python.binary} is ${major}.${minor}. Name another one in ARCHGUIDE_PYTHON.`);
  return python;
}

/** What pyproject.toml asks for, with the dev group, one requirement a line. */
const requirementsOf = `
import sys, tomllib
with open(sys.argv[1], 'rb') as file:
    project = tomllib.load(file)
print(*project['project']['dependencies'], *project['dependency-groups']['dev'], sep='\\n')
`;

/**
 * The Python of a service's own environment, with what its pyproject.toml names and nothing else, so that an import that it
 * forgets to name fails. Made where it is missing.
 */
export function ensureEnvironment(service: Service, python: Python, copy: string): string {
  const project = join(copy, service.folder, 'pyproject.toml');
  const shared = join(copy, 'shared');
  const hash = createHash('sha256').update(python.version.join('.'));
  for (const file of [project, join(shared, 'pyproject.toml'), join(shared, 'events', 'orders.py')]) hash.update(readFileSync(file));
  const folder = join(cacheFolder(), `${service.name}-${hash.digest('hex').slice(0, 12)}`);
  const binary = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
  if (existsSync(join(folder, 'ready'))) return binary;
  mkdirSync(cacheFolder(), { recursive: true });
  for (const old of readdirSync(cacheFolder())) if (old.startsWith(`${service.name}-`)) rmSync(join(cacheFolder(), old), { recursive: true, force: true });
  step(`${service.name}: installing what its pyproject.toml names (Python ${python.version.join('.')})`);
  run(python.binary, ['-m', 'venv', folder]);
  const { stdout } = spawnSync(binary, ['-c', requirementsOf, project], { encoding: 'utf8' });
  const requirements = stdout.split(/\r?\n/).filter((line) => line !== '').map((line) => line === 'shared' ? shared : line);
  run(binary, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...requirements]);
  writeFileSync(join(folder, 'ready'), '');
  return binary;
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new SetupError(`${command} ${args.slice(0, 3).join(' ')} failed${error ? `: ${error.message}` : ', see above'}`);
}
