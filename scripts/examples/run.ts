// Runs the examples that have a test in scripts/examples/run: the page's files are laid out, and pytest runs the test among them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { Python } from './environment';
import { atLeast } from './environment';
import type { LaidOut, Layout } from './layout';
import { repository } from './pages';
import type { ExamplePage } from './pages';
import { writeFiles } from './pythonTypes';
import type { ServerName } from './servers';
import { Servers, serverNames } from './servers';

const folder = join(repository, 'scripts', 'examples', 'run');

/** Far above what any test takes: a busy machine is no failure. */
export const testTimeLimitMs = 300_000;

/** A test of a page. Its head says `# needs: redis, postgres`, `# kind: worker`, `# with: atomic/other/page`. */
export interface RunnableTest {
  /** Id of the page. */
  readonly page: string;
  readonly path: string;
  readonly needs: readonly ServerName[];
  readonly kind: string | null;
  /** Ids of pages whose files are there too, below those of the page. */
  readonly with: readonly string[];
}

export function findTests(): RunnableTest[] {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return names.map((name) => name.split(sep).join('/')).filter((name) => name.endsWith('.py') && name.includes('/') && !name.includes('__pycache__')).sort().map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const words = (key: string): string[] => (new RegExp(`^# ${key}: *(.+)$`, 'm').exec(text)?.[1] ?? '').split(/[\s,]+/).filter((word) => word !== '');
    return {
      page: name.replace(/\.py$/, ''), path: join(folder, name), kind: words('kind')[0] ?? null,
      with: words('with').map((id) => `${name.split('/')[0] ?? ''}/${id}`),
      needs: words('needs').filter((word): word is ServerName => (serverNames as readonly string[]).includes(word)),
    };
  });
}

/** Runs the tests of these pages. @returns how many failed */
export async function runExamples(layout: Layout, pages: readonly ExamplePage[], python: Python, say: (text: string) => void): Promise<number> {
  const ids = new Set(pages.map(({ id }) => id));
  const blocksOf = new Map<string, LaidOut[]>();
  for (const block of layout.blocks) blocksOf.set(block.page.id, [...blocksOf.get(block.page.id) ?? [], block]);
  const all = findTests();
  const known = new Set([...blocksOf.keys()]);
  const tests = all.filter(({ page }) => ids.has(page));
  const servers = new Servers();
  const results: { test: RunnableTest; outcome: 'passed' | 'failed' | 'skipped'; text: string }[] = [];
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'examples-run-')));
  const stop = (): void => { servers.stop(); rmSync(root, { recursive: true, force: true }); };
  process.once('SIGINT', () => { stop(); process.exit(130); });
  try {
    writeFiles(root, layout.files);
    for (const test of tests) {
      const environment = await servers.environment(test.needs, test.page);
      if (typeof environment === 'string') results.push({ test, outcome: 'skipped', text: environment });
      else {
        for (const id of test.with) lend(blocksOf.get(id) ?? [], blocksOf.get(test.page) ?? [], test, root);
        results.push({ test, ...runTest(test, blocksOf.get(test.page) ?? [], root, python, environment) });
      }
      const last = results[results.length - 1];
      if (last) say(`${last.outcome}  ${last.test.page}  ${last.outcome === 'passed' ? last.text : ''}`);
    }
  } finally {
    stop();
  }
  const of = (outcome: string) => results.filter((result) => result.outcome === outcome);
  for (const { test, text } of of('failed')) say(`\n--- ${test.page}\n${text}`);
  for (const { test, text } of of('skipped')) say(`could not be run: ${test.page}: ${text}`);
  const lost = all.filter(({ page }) => !known.has(page));
  for (const { page } of lost) say(`error: scripts/examples/run/${page}.py is the test of no page`);
  say(`\n${of('passed').length} pages run and passed, ${of('failed').length} failed, ${of('skipped').length} could not be run`);
  return of('failed').length + lost.length;
}

/** Puts the files of another page beside those of the page under test, where it has none of that path. */
function lend(from: readonly LaidOut[], to: readonly LaidOut[], test: RunnableTest, root: string): void {
  for (const folder of new Set(to.map((block) => block.folder))) {
    for (const { example, folder: own } of from) {
      const isThere = example.isIncorrect || !own.includes('/page/') || example.path === null || existsSync(join(root, folder, example.path));
      if (!isThere && (example.isNamed || test.kind === null)) writeFiles(root, new Map([[`${folder}/${example.path ?? ''}`, example.code]]));
    }
  }
}

function runTest(test: RunnableTest, blocks: readonly LaidOut[], root: string, python: Python, environment: Readonly<Record<string, string>>): { outcome: 'passed' | 'failed' | 'skipped'; text: string } {
  const kind = test.kind ?? (blocks.find(({ example }) => example.kind !== 'library') ?? blocks[0])?.example.kind ?? 'api';
  const main = blocks.find((block) => block.example.kind === kind && block.folder.includes('/page/')) ?? blocks[0];
  if (!main) return { outcome: 'failed', text: 'the page has no Python that stands alone' };
  const service = join(root, main.folder);
  const index = blocks.map(({ example, file, folder: own }) => ({ file: join(root, file), folder: join(root, own), path: example.path, incorrect: example.isIncorrect, line: example.line, kind: example.kind }));
  const indexFile = join(root, 'blocks.json');
  writeFileSync(indexFile, JSON.stringify(index));
  const { status, stdout, stderr, signal } = spawnSync(python.binary, ['-m', 'pytest', '-q', '-p', 'examples_plugin', '-p', 'no:cacheprovider', '--rootdir', service, '--asyncio-mode=auto', '--no-header', '-rs', '--tb=short', test.path], {
    cwd: service, encoding: 'utf8', timeout: testTimeLimitMs, maxBuffer: 20_000_000,
    env: { ...withoutProxies(process.env), ...environment, PYTHONPATH: [service, folder].join(':'), EXAMPLE_BLOCKS: indexFile, PYTHONDONTWRITEBYTECODE: '1', PYTHONWARNINGS: 'ignore' },
  });
  if (status === 0) return { outcome: 'passed', text: /\d+ passed.*/.exec(stdout)?.[0] ?? '' };
  if (signal !== null) return { outcome: 'failed', text: `did not end within ${testTimeLimitMs / 1000} seconds` };
  const text = `${stdout}\n${stderr}`.trim();
  if (!atLeast(python, 12) && /SyntaxError|cannot import name/.test(text)) return { outcome: 'skipped', text: 'needs Python 3.12 or later, which could not be had' };
  return { outcome: 'failed', text: text.split('\n').slice(-60).join('\n') };
}

/** The tests speak to this machine alone. */
export function withoutProxies(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/_proxy$/i.test(name) && !/^(?:PYTEST|COV_|PYTHON)/.test(name)));
}
