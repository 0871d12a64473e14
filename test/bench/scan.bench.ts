import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { astGrep } from './latency/servers';
import { writeLargeTree } from './large/tree';
import { spreadOf, type Bench, type BenchTable } from './model';

const files = 2_000;

interface Took {
  readonly wall: number;
  readonly cpu: number;
}

export const bench: Bench = {
  name: 'scan',
  title: 'A whole folder on the command line',
  async run(context) {
    const { root, runs, temporary } = context;
    const cli = join(root, 'dist/cli.js');
    if (!existsSync(cli)) throw new Error('dist/cli.js is missing: npm run build');
    const sg = astGrep(root);
    const config = join(root, 'test/bench/ast-grep/sgconfig.yml');
    // A large checkout of one's own takes the place of the written tree: ARCHGUIDE_BENCH_TREE=/usr/lib/python3.12
    const given = process.env['ARCHGUIDE_BENCH_TREE'];
    const trees: { readonly name: string; readonly folder: string }[] = [];
    if (given !== undefined) trees.push({ name: given, folder: given });
    else {
      for (const isFollowed of [false, true]) {
        const folder = join(temporary, isFollowed ? 'followed' : 'plain');
        const lines = await writeLargeTree(folder, files, isFollowed);
        trees.push({ name: `${files} files, ${lines} lines, ${isFollowed ? 'following improved-hybrid' : 'following no pack'}`, folder });
      }
    }
    const rows: (string | number)[][] = [];
    for (const { name, folder } of trees) {
      const commands: [string, string, string[]][] = [
        ['archguide check', process.execPath, [cli, 'check', folder, '--format', 'json']],
        ['archguide check --jobs 1', process.execPath, [cli, 'check', folder, '--format', 'json', '--jobs', '1']],
      ];
      if (sg) commands.push(['ast-grep scan', sg.command, ['scan', '-c', config, '--json=stream', folder]]);
      const took = new Map<string, Took[]>(commands.map(([title]) => [title, []]));
      for (let run = 1; run <= runs; run++) {
        for (const [title, command, args] of commands) {
          context.progress(`${name}, run ${run} of ${runs}, ${title}`);
          took.get(title)?.push(await timed(command, args));
        }
      }
      for (const [title, list] of took) rows.push([name, title, spreadOf(list.map(({ wall }) => wall)).median, spreadOf(list.map(({ cpu }) => cpu)).median]);
    }
    const table: BenchTable = {
      title: 'Wall and processor time, medians', columns: ['folder', 'command', 'wall ms', 'processor ms'], rows,
      notes: ['ast-grep runs the rules of test/bench/ast-grep: as many as the pack has for Python, each seeing one file. Commands take turns in one run.'],
    };
    return [table];
  },
};

/** Runs a command to its end. Processor time is what all threads of it took. */
async function timed(command: string, args: readonly string[]): Promise<Took> {
  const begin = performance.now();
  // `time` of the shell tells of children what Node does not.
  const child = spawn('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$@" > /dev/null 2> /dev/null', 'bash', command, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.on('data', (data: Buffer) => { told += data.toString(); });
  await new Promise((resolve) => child.once('close', resolve));
  const [user = 0, system = 0] = told.trim().split(/\s+/).map(Number);
  return { wall: performance.now() - begin, cpu: (user + system) * 1000 };
}
