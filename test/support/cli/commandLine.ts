import { execFile, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const repository = fileURLToPath(new URL('../../..', import.meta.url));
const script = join(repository, 'dist', 'cli.js');

/** What a command left behind. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Working folder; the repository where none is given. */
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the built command line as a process, without what colours the terminal of the tester. */
export function archguide(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [script, ...args], { ...place(options), maxBuffer: 100_000_000 }, (_, stdout, stderr) => { done({ status: child.exitCode, stdout, stderr }); });
  });
}

/** Runs it and closes its standard output after the first bytes, as `| head -1` does. */
export function archguideIntoClosedPipe(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [script, ...args], { ...place(options), stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.once('data', (chunk: Buffer) => {
      stdout = chunk.toString();
      child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString(); });
    child.once('close', (status) => { done({ status, stdout, stderr }); });
  });
}

/** The language server as the command line starts it, with its streams. */
export function languageServerProcess(): ReturnType<typeof spawn> {
  return spawn(process.execPath, [script, 'lsp'], { ...place({}), stdio: ['pipe', 'pipe', 'inherit'] });
}

function place({ cwd = repository, environment = {} }: RunOptions): { cwd: string; env: NodeJS.ProcessEnv } {
  const inherited = Object.entries(process.env).filter(([name]) => name !== 'NO_COLOR' && name !== 'FORCE_COLOR');
  return { cwd, env: { ...Object.fromEntries(inherited), ...environment } };
}

/** Builds what is tested, where it is missing or older than its sources. For a `before` hook. */
export function buildCommandLine(): Promise<void> {
  const known = building.get(script);
  if (known) return known;
  const started = build();
  building.set(script, started);
  return started;
}

const building = new Map<string, Promise<void>>();

async function build(): Promise<void> {
  const bundles = [script, join(repository, 'dist', 'server.js')].map(modified);
  if (Math.min(...bundles) < Math.max(newest(join(repository, 'server', 'src')), modified(join(repository, 'esbuild.mjs')))) {
    await node(['esbuild.mjs', '--only', 'cli,server']);
  }
  if (oldest(join(repository, 'dist', 'packs')) < newest(join(repository, 'docs-bundle'))) await node(['--import', 'tsx', join('scripts', 'build-packs.ts')]);
}

function node(args: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    execFile(process.execPath, [...args], { cwd: repository }, (error, _, stderr) => {
      if (error) fail(new Error(`${args.join(' ')} failed\n${stderr}`));
      else done();
    });
  });
}

/** Milliseconds; 0 where there is no such file. */
function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function times(folder: string): number[] {
  if (modified(folder) === 0) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => modified(join(entry.parentPath, entry.name)));
}

function newest(folder: string): number {
  return times(folder).reduce((a, b) => Math.max(a, b), 0);
}

function oldest(folder: string): number {
  const all = times(folder);
  return all.length === 0 ? 0 : all.reduce((a, b) => Math.min(a, b));
}
