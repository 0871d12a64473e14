// `npm run check:reference`: lint, types, unit and integration tests of every service of examples/reference.
//   --only TEXT      services whose name contains TEXT
//   --unit           without the integration tests, which need real servers
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureEnvironment, findServices, pythonForServices, reference, serverOf } from './services';
import type { Service } from './services';
import { Servers, SetupError } from './setup';
import type { Python } from './setup';

type Environment = Readonly<Record<string, string>>;

interface Result {
  readonly service: string;
  readonly check: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly text: string;
}

const say = (text: string): void => console.log(text);

/** Where a reachable MongoDB is named, its integration tests run against it. */
const mongoVariables = ['MONGO_HOST', 'MONGO_USER', 'MONGO_PASSWORD'] as const;

class Check {
  private readonly servers = new Servers();
  private readonly results: Result[] = [];
  /** A copy is checked, so that nothing is written into the examples. */
  private readonly copy = realpathSync(mkdtempSync(join(tmpdir(), 'reference-')));

  constructor(private readonly python: Python, private readonly isUnitOnly: boolean) {
    const unwanted = new Set(['__pycache__', '.venv', '.mypy_cache', '.ruff_cache', '.pytest_cache']);
    cpSync(reference, this.copy, { recursive: true, filter: (path) => !unwanted.has(basename(path)) });
  }

  stop(): void {
    this.servers.stop();
    rmSync(this.copy, { recursive: true, force: true });
  }

  async service(service: Service): Promise<void> {
    const python = ensureEnvironment(service, this.python, this.copy);
    this.run(service, python, 'ruff check', ['ruff', 'check', '--no-cache', '.']);
    this.run(service, python, 'ruff format', ['ruff', 'format', '--no-cache', '--check', '.']);
    this.run(service, python, 'mypy', ['mypy', 'src', 'tests']);
    this.run(service, python, 'unit tests', ['pytest', '-q', '--no-header', '--tb=short']);
    if (this.isUnitOnly) return;
    const environment = await this.environmentOf(service);
    if (typeof environment === 'string') this.note({ service: service.name, check: 'integration tests', outcome: 'skipped', text: environment });
    else this.run(service, python, 'integration tests', ['pytest', '-q', '--no-header', '--tb=short', '-m', 'integration'], environment);
  }

  /** @returns how many checks failed */
  summarize(): number {
    const failed = this.results.filter(({ outcome }) => outcome === 'failed');
    const skipped = this.results.filter(({ outcome }) => outcome === 'skipped');
    for (const { service, check, text } of failed) say(`\n--- ${service}: ${check}\n${text}`);
    for (const { service, check, text } of skipped) say(`could not be run: ${service}: ${check}: ${text}`);
    say(`\n${this.results.length - failed.length - skipped.length} checks passed, ${failed.length} failed, ${skipped.length} could not be run`);
    return failed.length;
  }

  /** The addresses of its stores, in which no other service has left anything; a text where one cannot be had. */
  private async environmentOf({ name, stores }: Service): Promise<Environment | string> {
    // The cache's server may be that of the claims: an empty key space for each service is enough.
    const servers = [...new Set(stores.flatMap((store) => serverOf.get(store) ?? []))];
    const unknown = stores.filter((store) => !serverOf.has(store) && store !== 'mongo');
    if (unknown.length > 0) return `nothing here stands for ${unknown.join(', ')}`;
    const missing = stores.includes('mongo') ? mongoVariables.filter((variable) => !process.env[variable]) : [];
    if (missing.length > 0) return `MongoDB is in no Debian release. Start one (\`docker compose up --wait mongo\`) and set ${missing.join(', ')}.`;
    const environment = await this.servers.environment(servers, name);
    return typeof environment === 'string' || environment['REDIS_URL'] === undefined ? environment : { ...environment, REDIS_CACHE_URL: environment['REDIS_URL'] };
  }

  private run(service: Service, python: string, check: string, args: readonly string[], environment: Environment = {}): void {
    const { status, stdout, stderr, error } = spawnSync(python, ['-m', ...args], {
      cwd: join(this.copy, service.folder), encoding: 'utf8', timeout: 600_000, maxBuffer: 20_000_000,
      env: { ...ownVariables(process.env), ...environment, PYTHONDONTWRITEBYTECODE: '1' },
    });
    const text = `${stdout}\n${stderr}${error ? `\n${error.message}` : ''}`.trim();
    const told = /\d+ passed.*/.exec(stdout)?.[0] ?? '';
    this.note({ service: service.name, check, outcome: status === 0 ? 'passed' : 'failed', text: status === 0 ? told : text.split('\n').slice(-200).join('\n') });
  }

  private note(result: Result): void {
    this.results.push(result);
    say(`${result.outcome}  ${result.service}  ${result.check}  ${result.outcome === 'passed' ? result.text : ''}`.trimEnd());
  }
}

/** Tests speak to this machine alone, and settings of the developer's pytest or Python are not theirs. */
function ownVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/_proxy$/i.test(name) && !/^(?:PYTEST|COV_|PYTHON|MYPY|RUFF)/.test(name)));
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, unit: { type: 'boolean' } } });
  const check = new Check(pythonForServices(), values.unit === true);
  process.once('SIGINT', () => { check.stop(); process.exit(130); });
  try {
    for (const service of findServices().filter(({ name }) => name.includes(values.only ?? ''))) await check.service(service);
  } finally {
    check.stop();
  }
  if (check.summarize() > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof SetupError ? `[check-reference] ${error.message}` : error);
  process.exitCode = 2;
});
