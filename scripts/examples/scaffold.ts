// Proves what `archguide new` makes: a service of every kind with a use case gives no finding, is typed, and passes its own tests.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { atLeast, step } from './environment';
import type { Python } from './environment';
import { repository } from './pages';
import { diagnose, isSettings, messageOf } from './pythonTypes';
import { testTimeLimitMs, withoutProxies } from './run';

/** All in one workspace, data services first, since the others call them. */
const services = [
  ['data-postgres', 'shop_data_postgres_api'], ['data-mongo', 'shop_data_mongo_api'],
  ['api', 'shop_orders_api'], ['bot', 'shop_support_bot'], ['worker', 'shop_mail_worker'],
] as const;

const useCase = 'cancel_order';

const script = join(repository, 'dist', 'cli.js');

interface Result {
  /** A service's name, or what is about all of them. */
  readonly of: string;
  readonly check: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What failed, or how much passed. */
  readonly text: string;
}

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface CheckReport {
  readonly findings: readonly { readonly rule: string; readonly path: string; readonly start: { readonly line: number }; readonly message: string }[];
  readonly summary: { readonly files: number; readonly skipped: readonly { readonly path: string; readonly reason: string }[] };
}

/**
 * Makes the services in a folder of their own and checks them: no server is needed. With `isVerbose`, warnings of the type
 * checker are said one by one. @returns how many checks failed
 * @throws SetupError where the type checker does not run
 */
export function checkScaffold(python: Python, say: (text: string) => void, isVerbose: boolean): number {
  if (!existsSync(script)) {
    say('error: dist/cli.js is missing, which makes services: npm run build');
    return 1;
  }
  step(`making a service of every kind, with the use case ${useCase}`);
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'examples-scaffold-')));
  const results: Result[] = [];
  const note = (result: Result): void => {
    results.push(result);
    say(`${result.outcome}  scaffold  ${result.of}  ${result.check}  ${result.outcome === 'passed' ? result.text : ''}`.trimEnd());
  };
  try {
    const workspace = join(root, 'shop');
    mkdirSync(workspace);
    const made = services.filter(([kind, name]) => {
      const failure = make(workspace, kind, name);
      note({ of: name, check: 'new', outcome: failure === null ? 'passed' : 'failed', text: failure ?? '' });
      return failure === null;
    }).map(([, name]) => name);
    note(checkFindings(workspace));
    for (const result of checkTypes(workspace, made, python, isVerbose ? say : null)) note(result);
    for (const name of made) note(runTests(join(workspace, 'services', name), name, python));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return summarize(results, say);
}

function summarize(results: readonly Result[], say: (text: string) => void): number {
  const of = (outcome: Result['outcome']): readonly Result[] => results.filter((result) => result.outcome === outcome);
  for (const { of: name, check, text } of of('failed')) say(`\n--- scaffold: ${name}: ${check}\n${text}`);
  for (const { of: name, check, text } of of('skipped')) say(`could not be run: scaffold: ${name}: ${check}: ${text}`);
  say(`\n${of('passed').length} checks of made services passed, ${of('failed').length} failed, ${of('skipped').length} could not be run`);
  return of('failed').length;
}

/** Makes a service, and the use case in it. @returns why that failed, or null */
function make(workspace: string, kind: string, name: string): string | null {
  const commands = [['new', 'service', name, '--kind', kind], ['new', 'use-case', useCase, '--service', name]];
  for (const args of commands) {
    const outcome = archguide(workspace, [...args, '--format', 'json']);
    if (outcome.status !== 0) return failureOf(args, outcome);
    const { left } = JSON.parse(outcome.stdout) as { left: readonly string[] };
    // A service may find .env.example complete; a use case that leaves a file alone is not joined with its service.
    if (args[1] === 'use-case' && left.length > 0) return `archguide ${args.join(' ')}\nleft as they are, though \`new service\` made them: ${left.join(', ')}`;
  }
  return null;
}

function archguide(workspace: string, args: readonly string[]): Outcome {
  return spawnSync(process.execPath, [script, ...args], { cwd: workspace, encoding: 'utf8', maxBuffer: 20_000_000 });
}

function failureOf(args: readonly string[], { status, stdout, stderr }: Outcome): string {
  return `archguide ${args.join(' ')}\nended with status ${status ?? 'none'}: ${lastLines(stderr.trim() === '' ? stdout : stderr)}`;
}

function checkFindings(workspace: string): Result {
  const args = ['check', '--format', 'json'];
  const outcome = archguide(workspace, args);
  const what = { of: 'all services', check: 'archguide check' };
  if (outcome.status !== 0 && outcome.status !== 1) return { ...what, outcome: 'failed', text: failureOf(args, outcome) };
  const { findings, summary } = JSON.parse(outcome.stdout) as CheckReport;
  const faults = [
    ...findings.map(({ rule, path, start, message }) => `${path}:${start.line}: ${message} [${rule}]`),
    ...summary.skipped.map(({ path, reason }) => `${path}: was not checked: ${reason}`),
    ...(summary.files === 0 ? ['no file was checked'] : []),
  ];
  return { ...what, outcome: faults.length === 0 ? 'passed' : 'failed', text: faults.length === 0 ? `no findings in ${summary.files} files` : faults.join('\n') };
}

/** Types as for pages. One run over all services, each of which imports from its own folder. */
function checkTypes(workspace: string, names: readonly string[], python: Python, tell: ((text: string) => void) | null): Result[] {
  if (names.length === 0) return [];
  const folders = names.map((name) => `services/${name}`);
  const report = diagnose(workspace, { include: folders, executionEnvironments: folders.map((root) => ({ root })) }, python);
  const found = report.map((diagnostic) => {
    const path = relative(workspace, diagnostic.file).split(sep).join('/');
    const { line } = diagnostic.range.start;
    const text = `${path}:${line + 1}: ${messageOf(diagnostic)}`;
    const isKnown = diagnostic.rule === 'reportCallIssue' && isSettings(lineOf(diagnostic.file, line), diagnostic.message);
    return { path, text, category: isKnown ? 'known' : diagnostic.severity === 'error' ? 'error' : 'warning' };
  });
  if (tell) for (const { text, category } of found) if (category === 'warning') tell(`${text}: warning`);
  return names.map((name): Result => {
    const own = found.filter(({ path }) => path.startsWith(`services/${name}/`));
    const of = (category: string): string[] => own.filter((one) => one.category === category).map(({ text }) => text);
    const errors = of('error');
    const passed = `${of('known').length} settings made from the environment, ${of('warning').length} warnings`;
    return { of: name, check: 'types', outcome: errors.length === 0 ? 'passed' : 'failed', text: errors.length === 0 ? passed : errors.join('\n') };
  });
}

function lineOf(file: string, line: number): string {
  return readFileSync(file, 'utf8').split('\n')[line] ?? '';
}

/** Its own tests, with the settings of its own pyproject.toml; pytest fails where it finds none. */
function runTests(folder: string, name: string, python: Python): Result {
  const what = { of: name, check: 'tests' };
  if (!atLeast(python, 12)) return { ...what, outcome: 'skipped', text: 'needs Python 3.12 or later, which could not be had' };
  const { status, stdout, stderr, signal, error } = spawnSync(python.binary, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--no-header', '--tb=short', '-rs'], {
    cwd: folder, encoding: 'utf8', timeout: testTimeLimitMs, maxBuffer: 20_000_000, env: { ...withoutProxies(process.env), PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (status === 0) return { ...what, outcome: 'passed', text: /\d+ passed.*/.exec(stdout)?.[0] ?? '' };
  if (signal !== null) return { ...what, outcome: 'failed', text: `was ended by ${signal}; a run may take ${testTimeLimitMs / 1000} seconds` };
  return { ...what, outcome: 'failed', text: error ? error.message : lastLines(`${stdout}\n${stderr}`) };
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-60).join('\n');
}
