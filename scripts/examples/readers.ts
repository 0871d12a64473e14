// Gives every block that is not Python to a real reader of its language.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { DockerfileParser, Keyword } from 'dockerfile-ast';
import type { Python } from './environment';
import { SetupError } from './environment';
import { readNginx } from './nginx';
import type { Example } from './pages';
import { as, own, postgresPrograms } from './servers';

export interface ReadFault {
  readonly example: Example;
  /** Zero-based, in the block. */
  readonly line: number;
  readonly message: string;
}

export interface Reading {
  readonly faults: readonly ReadFault[];
  /** What compose or BuildKit say of INCORRECT blocks: the mistake may be one that they know too. */
  readonly mistakes: readonly ReadFault[];
  /** Name of the reader → blocks that it read. */
  readonly read: ReadonlyMap<string, number>;
  /** Languages without a reader here → blocks. */
  readonly unread: ReadonlyMap<string, number>;
  /** Readers that this machine lacks, with the reason. */
  readonly missing: readonly string[];
}

export type Reader =
  'python' | 'yaml' | 'compose' | 'workflow' | 'dockerfile' | 'json' | 'toml' | 'postgres' | 'mysql' | 'hcl' | 'ini' | 'env' | 'bash' | 'nginx' | 'javascript' | 'postgresqlConf';

const byLanguage: Readonly<Record<string, Reader>> = {
  python: 'python', py: 'python', python3: 'python', yaml: 'yaml', yml: 'yaml', json: 'json', toml: 'toml', hcl: 'hcl', terraform: 'hcl', tf: 'hcl',
  ini: 'ini', cfg: 'ini', bash: 'bash', sh: 'bash', shell: 'bash', nginx: 'nginx', dockerfile: 'dockerfile', docker: 'dockerfile',
  javascript: 'javascript', js: 'javascript', env: 'env', dotenv: 'env', sql: 'postgres', postgresql: 'postgres', pgsql: 'postgres', mysql: 'mysql',
};

/** Prose and pictures: nothing to read. */
const notCode = new Set(['', 'text', 'txt', 'plain', 'console', 'markdown', 'md', 'diff', 'http', 'mermaid', 'gitignore', 'dockerignore']);

/** The reader of a block, by its language, its path and its first keys; null where none reads it. */
export function readerOf({ language, path, code, source }: Example): Reader | null {
  const reader = Object.hasOwn(byLanguage, language) ? byLanguage[language] ?? null : null;
  if (reader === 'yaml' && /^services[ \t]*:/m.test(code) && !/^(?:receivers|exporters|packs)[ \t]*:/m.test(code)) return 'compose';
  if (reader === 'yaml' && (path?.includes('.github/workflows/') === true || (/^['"]?on['"]?:/m.test(code) && /^jobs:/m.test(code)))) return 'workflow';
  if (reader === 'postgres' && usesMysql(source)) return 'mysql';
  // Without a section it is no INI file but variables of an environment, or settings of PostgreSQL.
  if (reader === 'ini' && !/^\s*\[/m.test(code)) return /^\w+ = /m.test(code) ? 'postgresqlConf' : 'env';
  return reader;
}

/** The pack of the layered services has MySQL as its database, the other PostgreSQL. */
function usesMysql(source: string): boolean {
  return /mysql|mariadb/i.test(source) || (source.includes('/clean-architecture/') && !/postgres/i.test(source));
}

interface Fault { readonly id: string; readonly line: number; readonly message: string }

/** @throws SetupError where a reader that is set up for the check does not run */
export function readBlocks(examples: readonly Example[], python: Python, goReaders: string | null): Reading {
  const faults: ReadFault[] = [];
  const mistakes: ReadFault[] = [];
  const read = new Map<string, number>();
  const unread = new Map<string, number>();
  const missing: string[] = [];
  const groups = new Map<Reader, Example[]>();
  for (const example of examples) {
    const reader = readerOf(example);
    if (reader !== null) groups.set(reader, [...groups.get(reader) ?? [], example]);
    else if (!notCode.has(example.language)) unread.set(example.language, (unread.get(example.language) ?? 0) + 1);
  }
  const take = (name: string, group: readonly Example[], found: readonly ReadFault[]): void => {
    read.set(name, (read.get(name) ?? 0) + group.length);
    faults.push(...found);
  };
  const batch = (kinds: readonly Reader[], command: string, args: readonly string[], names: Readonly<Record<string, string>>): void => {
    const blocks = kinds.flatMap((kind) => groups.get(kind)?.map((example) => ({ kind, example })) ?? []);
    if (blocks.length === 0) return;
    for (const kind of kinds) if (groups.has(kind)) read.set(names[kind] ?? kind, groups.get(kind)?.length ?? 0);
    const input = JSON.stringify(blocks.map(({ kind, example }, id) => ({ id: String(id), kind, text: example.code, path: example.path ?? 'docker-compose.yml', ...compose(kind, example, examples) })));
    const { stdout, stderr, status } = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 50_000_000 });
    if (status !== 0) throw new SetupError(`${command} ${args.join(' ')}: ${stderr.trim().slice(-800)}`);
    for (const fault of JSON.parse(stdout) as Fault[]) {
      const example = blocks[Number(fault.id)]?.example;
      if (example) (example.isIncorrect && command === goReaders ? mistakes : faults).push({ example, line: fault.line, message: fault.message });
    }
  };
  batch(['python', 'toml', 'postgres', ...(goReaders === null ? ['mysql' as const] : []), 'hcl', 'ini'], python.binary, [new URL('readers.py', import.meta.url).pathname], pythonReaders(python));
  for (const kind of ['yaml', 'compose', 'workflow'] as const) take('YAML (yaml)', groups.get(kind) ?? [], (groups.get(kind) ?? []).flatMap(readYaml));
  take('JSON', groups.get('json') ?? [], (groups.get('json') ?? []).flatMap(readJson));
  take('bash -n', groups.get('bash') ?? [], (groups.get('bash') ?? []).flatMap(readBash));
  take('node --check', groups.get('javascript') ?? [], (groups.get('javascript') ?? []).flatMap(readJavaScript));
  take('.env (our own)', groups.get('env') ?? [], (groups.get('env') ?? []).flatMap(readEnv));
  take('Dockerfile (dockerfile-ast)', groups.get('dockerfile') ?? [], (groups.get('dockerfile') ?? []).flatMap(readDockerfile));
  if (goReaders === null) missing.push('compose-go, BuildKit, the parser of TiDB and actionlint: they are built by Go 1.25 or later, which is missing');
  else batch(['compose', 'dockerfile', 'mysql', 'workflow'], goReaders, [], { mysql: 'SQL (MySQL, parser of TiDB)', compose: 'compose (compose-go)', dockerfile: 'Dockerfile (BuildKit)', workflow: 'workflow (actionlint)' });
  const settings = groups.get('postgresqlConf') ?? [];
  const postgres = postgresPrograms();
  if (settings.length > 0 && postgres === null) missing.push('the reader of postgresql.conf: sudo apt-get install -y postgresql');
  else take('postgresql.conf (postgres -C)', settings, settings.flatMap((example) => readPostgresSettings(example, postgres ?? '')));
  const nginx = groups.get('nginx') ?? [];
  if (nginx.length > 0 && !existsSync('/usr/sbin/nginx')) missing.push('nginx: sudo apt-get install -y nginx-light');
  else take('nginx -t', nginx, readNginx(nginx));
  for (const [name, count] of read) if (count === 0) read.delete(name);
  return { faults, mistakes, read, unread, missing };
}

function pythonReaders({ version }: Python): Readonly<Record<string, string>> {
  return {
    python: `Python (ast of ${version.join('.')})`, toml: 'TOML (tomllib)', postgres: 'SQL (PostgreSQL, pglast)', mysql: 'SQL (MySQL, sqlglot)',
    hcl: 'HCL (python-hcl2)', ini: 'INI (configparser)',
  };
}

/** An override file says only what differs: it is merged over the page's main file. What is included stands beside. */
function compose(kind: Reader, example: Example, all: readonly Example[]): { beside?: Record<string, string>; base?: string } {
  if (kind !== 'compose') return {};
  const near = all.filter((other) => other.source === example.source && other !== example && other.isNamed && !other.isIncorrect && other.path !== null);
  const beside = Object.fromEntries(near.map(({ path, code }) => [path ?? '', code]));
  const isMain = /^(?:docker-)?compose\.ya?ml$/;
  if (example.path === null || isMain.test(example.path) || /(?:^|\/)compose\.ya?ml$/.test(example.path)) return { beside };
  const base = near.find(({ path, code }) => isMain.test(path ?? '') && /^services:/m.test(code));
  return { beside, base: base?.code ?? impliedBase(example.code) };
}

/** A main file with the services, networks, volumes and secrets that an override file names. */
function impliedBase(code: string): string {
  const data = parse(code, { logLevel: 'silent', merge: true, customTags: [{ tag: '!reset', resolve: () => null }, { tag: '!override', collection: 'map' }, { tag: '!override', collection: 'seq' }] }) as Record<string, unknown> | null;
  const services = Object.entries((data?.['services'] ?? {}) as Record<string, Record<string, unknown> | null>);
  const named = (key: string): Record<string, unknown> => Object.fromEntries(services.flatMap(([, service]) => {
    const value = service?.[key];
    return (Array.isArray(value) ? value : Object.keys(value ?? {})).filter((name): name is string => typeof name === 'string' && /^[\w-]+$/.test(name)).map((name) => [name, {}]);
  }));
  const secrets = Object.fromEntries(Object.keys(named('secrets')).map((name) => [name, { file: `./${name}` }]));
  const bare = Object.fromEntries(services.map(([name]) => [name, { image: 'example' }]));
  const waitedFor = Object.fromEntries(Object.keys(named('depends_on')).map((name) => [name, { image: 'example' }]));
  const volumes = Object.fromEntries(services.flatMap(([, service]) => (Array.isArray(service?.['volumes']) ? service['volumes'] as unknown[] : []))
    .flatMap((volume) => { const name = typeof volume === 'string' ? /^([\w-]+):/.exec(volume)?.[1] : undefined; return name === undefined ? [] : [[name, {}]]; }));
  return stringify({ services: { ...waitedFor, ...bare }, networks: named('networks'), secrets, volumes });
}

function readYaml(example: Example): ReadFault[] {
  const documents = parseAllDocuments(example.code, { prettyErrors: false, logLevel: 'silent' });
  const error = Array.isArray(documents) ? documents.flatMap((document) => document.errors)[0] : undefined;
  return error ? [{ example, line: example.code.slice(0, error.pos[0]).split('\n').length - 1, message: error.message }] : [];
}

function readJson(example: Example): ReadFault[] {
  try {
    JSON.parse(example.code);
    return [];
  } catch (error) {
    return [{ example, line: 0, message: String(error) }];
  }
}

function readBash(example: Example): ReadFault[] {
  const { status, stderr } = spawnSync('bash', ['-n'], { input: example.code, encoding: 'utf8' });
  return status === 0 ? [] : [{ example, line: Number(/line (\d+)/.exec(stderr)?.[1] ?? 1) - 1, message: stderr.trim().split('\n')[0] ?? '' }];
}

function readJavaScript(example: Example): ReadFault[] {
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--check'], { input: example.code, encoding: 'utf8' });
  return status === 0 ? [] : [{ example, line: Number(/:(\d+)\n/.exec(stderr)?.[1] ?? 1) - 1, message: /\w*Error: .*/.exec(stderr)?.[0] ?? stderr }];
}

function readEnv(example: Example): ReadFault[] {
  return example.code.split('\n').flatMap((line, at) =>
    (/^\s*(?:#.*|(?:export )?[A-Za-z_]\w*=.*)?$/.test(line) ? [] : [{ example, line: at, message: `neither a comment nor NAME=value: ${line}` }]));
}

function readDockerfile(example: Example): ReadFault[] {
  const keywords = new Set<string>(Object.values(Keyword).filter((value) => typeof value === 'string'));
  const wrong = DockerfileParser.parse(example.code).getInstructions().find((one) => !keywords.has(one.getKeyword()) || one.getArguments().length === 0);
  return wrong ? [{ example, line: wrong.getRange().start.line, message: `unknown or without arguments: ${wrong.getKeyword()}` }] : [];
}

/** PostgreSQL says which of its settings it does not know, and which values it does not take. */
function readPostgresSettings(example: Example, programs: string): ReadFault[] {
  const folder = mkdtempSync(join(tmpdir(), 'postgresql-conf-'));
  try {
    const file = join(folder, 'postgresql.conf');
    writeFileSync(file, example.code);
    own(folder, 'postgres');
    const { status, stderr } = spawnSync(...as('postgres', join(programs, 'postgres'), ['-C', 'max_connections', '-D', folder, `--config-file=${file}`]), { encoding: 'utf8', cwd: folder });
    const line = stderr.split('\n').find((one) => /invalid|unrecognized|syntax error|FATAL/.test(one)) ?? '';
    return status === 0 ? [] : [{ example, line: Number(/line (\d+)/.exec(line)?.[1] ?? 1) - 1, message: line.replace(/^.*?(?:LOG|FATAL): +/, '') }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
