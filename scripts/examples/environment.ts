// Sets up what the check needs, below .cache/examples: a Python environment of requirements.txt, and the Go readers.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { bootstrapPython } from './debian';
import { repository } from './pages';

export const cache = join(repository, '.cache', 'examples');
const here = join(repository, 'scripts', 'examples');

export const step = (text: string): void => console.error(`[check-examples] ${text}`);

/** The machine lacks something; the message says what, and the remedy. */
export class SetupError extends Error {}

export interface Python {
  readonly binary: string;
  /** `[3, 13]`. */
  readonly version: readonly [number, number];
}

export function atLeast(python: Python, minor: number): boolean {
  return python.version[0] > 3 || python.version[1] >= minor;
}

function probe(binary: string): Python | null {
  const { status, stdout } = spawnSync(binary, ['-c', 'import sys, venv; print(*sys.version_info[:2])'], { encoding: 'utf8' });
  const found = status === 0 ? /^(\d+) (\d+)\s*$/.exec(stdout) : null;
  return found ? { binary, version: [Number(found[1]), Number(found[2])] } : null;
}

/**
 * A Python of 3.12 or later: ARCHGUIDE_PYTHON, one on PATH, one of pyenv's or uv's, else Debian's next release unpacked into
 * the cache; else what `python3` is, with which the blocks that need 3.12 are left out of what is run.
 */
export function findPython(mayBootstrap: boolean): Python {
  const chosen = process.env['ARCHGUIDE_PYTHON'];
  if (chosen !== undefined && chosen !== '') {
    const python = probe(chosen);
    if (!python) throw new SetupError(`ARCHGUIDE_PYTHON is ${chosen}, which is no Python with the module venv.`);
    return python;
  }
  const minors = [13, 14, 12];
  const managed = [join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions'), join(homedir(), '.local', 'share', 'uv', 'python')]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).sort().reverse().map((name) => join(folder, name, 'bin', 'python3')));
  const candidates = [...minors.map((minor) => `python3.${minor}`), 'python3', 'python', ...managed];
  for (const binary of candidates) {
    const python = probe(binary);
    if (python && minors.includes(python.version[1])) return python;
  }
  const bootstrapped = mayBootstrap ? bootstrapPython(cache, step) : null;
  const python = (bootstrapped === null ? null : probe(bootstrapped)) ?? probe('python3') ?? probe('python');
  if (!python) throw new SetupError('A Python with the module venv is needed. On Debian and Ubuntu: sudo apt-get install -y python3-venv');
  return python;
}

/** The Python of an environment with requirements.txt installed; made where it is missing. */
export function ensureEnvironment(mayBootstrap: boolean): Python {
  const requirements = join(here, 'requirements.txt');
  const python = findPython(mayBootstrap);
  const key = createHash('sha256').update(readFileSync(requirements)).update(python.version.join('.')).digest('hex').slice(0, 12);
  // An unpacked release has its environments apart: they need its libraries.
  const prefix = `python-${python.version.join('.')}${python.binary.startsWith(cache) ? '-unpacked' : ''}-`;
  const folder = join(cache, `${prefix}${key}`);
  const binary = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  if (existsSync(join(folder, 'ready'))) return { ...python, binary };
  mkdirSync(cache, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  step(`Python ${python.version.join('.')} (${python.binary}): installing requirements.txt, which takes some minutes`);
  const remedy = 'the environment could not be made. On Debian and Ubuntu: sudo apt-get install -y python3-venv';
  const install = ['install', '--quiet', '--disable-pip-version-check', '-r', requirements];
  if (python.binary.startsWith(cache)) {
    // Debian's ensurepip looks for its wheels below /usr; the pip of the unpacked release installs into the environment instead.
    run(python.binary, ['-m', 'venv', '--without-pip', folder], remedy);
    run(python.binary, ['-m', 'pip', '--python', binary, ...install], 'the packages could not be installed');
  } else {
    run(python.binary, ['-m', 'venv', folder], remedy);
    run(binary, ['-m', 'pip', ...install], 'the packages could not be installed');
  }
  writeFileSync(join(folder, 'ready'), '');
  const old = readdirSync(cache).filter((name) => name.startsWith(prefix) && /^[0-9a-f]+$/.test(name.slice(prefix.length)) && join(cache, name) !== folder);
  for (const name of old) rmSync(join(cache, name), { recursive: true, force: true });
  return { ...python, binary };
}

function run(command: string, args: readonly string[], failure: string): void {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new SetupError(`${[command, ...args].join(' ')}: ${failure}${error ? ` (${error.message})` : ''}`);
}

/** The readers that are written in Go, built; null where there is no Go, or its modules cannot be had. */
export function ensureGoReaders(): string | null {
  const sources = ['go.mod', 'go.sum', 'main.go'].map((name) => readFileSync(join(here, 'go', name)));
  const key = createHash('sha256').update(Buffer.concat(sources)).digest('hex').slice(0, 12);
  const binary = join(cache, `readers-${key}${process.platform === 'win32' ? '.exe' : ''}`);
  if (existsSync(binary)) return binary;
  if (spawnSync('go', ['version']).status !== 0) return null;
  mkdirSync(cache, { recursive: true });
  step('building the readers of compose files, Dockerfiles, MySQL and workflows');
  const { status, stderr } = spawnSync('go', ['build', '-o', `${binary}.new`, '.'], { cwd: join(here, 'go'), encoding: 'utf8', env: { ...process.env, CGO_ENABLED: '0' } });
  if (status !== 0) {
    step(`they could not be built: ${stderr.trim().split('\n').slice(-3).join(' ')}`);
    return null;
  }
  renameSync(`${binary}.new`, binary);
  return binary;
}
