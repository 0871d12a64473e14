import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scenarios } from './latency/edits';
import { LanguageServer, type ServerCommand } from './latency/languageServer';
import { astGrep, ownServer } from './latency/servers';
import { makeWorkspace, type BenchWorkspace } from './latency/workspace';
import { spreadOf, type Bench, type BenchContext, type BenchTable, type Spread } from './model';

/** Lines of the file that is edited. */
const sizes = [1_000, 10_000];

/** Milliseconds between one keystroke's diagnostics and the next keystroke: no one types faster. */
const betweenKeys = 30;
/** Milliseconds of rest before each scenario, in which servers may do what they have put off. */
const betweenScenarios = 300;

/** What was measured of one server on one file. */
class Measured {
  readonly starts: number[] = [];
  readonly keystrokes = new Map<string, number[]>();
  published = 0;
  found = 0;

  add(scenario: string, took: number): void {
    const known = this.keystrokes.get(scenario);
    if (known) known.push(took);
    else this.keystrokes.set(scenario, [took]);
  }

  get all(): readonly number[] {
    return [...this.keystrokes.values()].flat();
  }
}

export const bench: Bench = {
  name: 'latency',
  title: 'Latency of the language server',
  async run(context) {
    const own = ownServer(context.root);
    const other = astGrep(context.root);
    const servers = other ? [own, other] : [own];
    const tables: BenchTable[] = [];
    const starts: (string | number | null)[][] = [['node -e 0', null, ...spreadCells(spreadOf(await bareStarts(context.runs)))]];
    for (const lines of sizes) {
      const workspace = await makeWorkspace(context.root, join(context.temporary, `${lines}`), lines);
      const measured = new Map(servers.map((server) => [server.name, new Measured()]));
      for (let run = 1; run <= context.runs; run++) {
        // Side by side: what slows the machine down for a while slows both.
        for (const server of servers) {
          context.progress(`${lines} lines, run ${run} of ${context.runs}, ${server.name}`);
          await session(server, workspace, measured.get(server.name) ?? new Measured());
        }
      }
      for (const [name, { starts: took }] of measured) starts.push([name, lines, ...spreadCells(spreadOf(took))]);
      tables.push(keystrokeTable(workspace, own, other, measured, await countRules(context)));
    }
    return [startTable(starts), ...tables];
  },
};

/** One process: opens the file, then goes through all scenarios. */
async function session(command: ServerCommand, workspace: BenchWorkspace, into: Measured): Promise<void> {
  const { server, started } = await LanguageServer.open(command, workspace.folder, workspace.uri, workspace.text);
  try {
    into.starts.push(started);
    for (const scenario of scenarios) {
      await rest(betweenScenarios);
      for (const edit of scenario.edits(workspace.text)) {
        const { took, isPublished } = await server.edit(edit);
        into.add(scenario.name, took);
        if (isPublished) into.published++;
        await rest(betweenKeys);
      }
    }
    into.found = server.found;
  } finally {
    await server.close();
  }
}

function keystrokeTable(workspace: BenchWorkspace, own: ServerCommand, other: ServerCommand | null, measured: ReadonlyMap<string, Measured>, rules: string): BenchTable {
  const mine = measured.get(own.name) ?? new Measured();
  const theirs = (other && measured.get(other.name)) ?? new Measured();
  const row = (name: string, a: readonly number[], b: readonly number[]): (string | number)[] => {
    const [ours, others] = [spreadOf(a), spreadOf(b)];
    return [name, String(ours.count), ours.median, ours.p95, others.median, others.p95, ours.median / others.median, ours.p95 / others.p95];
  };
  const notes = [
    `${rules}; findings: archguide ${mine.found}, ast-grep ${theirs.found}.`,
    `Milliseconds from the edit to the published diagnostics. archguide publishes only diagnostics that changed (${mine.published} of ${mine.all.length} edits); after other edits the time is to its answer to a request sent right behind the edit. ast-grep publishes after each.`,
    'archguide is sent edits, ast-grep (which asks for that) the whole text.',
  ];
  return {
    title: `Keystroke to diagnostics, ${workspace.text.split('\n').length - 1} lines`,
    columns: ['edits', 'count', 'archguide median', 'p95', 'ast-grep median', 'p95', 'ratio median', 'ratio p95'],
    rows: [...scenarios.map(({ name }) => row(name, mine.keystrokes.get(name) ?? [], theirs.keystrokes.get(name) ?? [])), row('all', mine.all, theirs.all)],
    notes: other ? notes : [...notes, 'ast-grep is not installed for this platform.'],
  };
}

function startTable(rows: readonly (readonly (string | number | null)[])[]): BenchTable {
  return {
    title: 'Start: spawn to first diagnostics of an opened file',
    columns: ['server', 'lines', 'runs', 'median', 'p95', 'least'],
    rows: rows.map(([name = '', lines = null, ...rest]) => [name, lines === null ? null : String(lines), ...rest]),
    notes: ['Milliseconds. The client opens the file as soon as `initialize` is answered. A bare Node for comparison: its start is in ours.'],
  };
}

function spreadCells({ count, median, p95, least }: Spread): (string | number)[] {
  return [String(count), median, p95, least];
}

/** Milliseconds that Node takes to start and end. */
async function bareStarts(runs: number): Promise<number[]> {
  const took: number[] = [];
  for (let run = 0; run < runs; run++) {
    const begin = performance.now();
    const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
    await new Promise<void>((resolve) => child.once('exit', () => { resolve(); }));
    took.push(performance.now() - begin);
  }
  return took;
}

async function countRules({ root }: BenchContext): Promise<string> {
  const pack = JSON.parse(await readFile(join(root, 'dist/packs/improved-hybrid.json'), 'utf8')) as { rules: { match: unknown[] }[] };
  const folder = join(root, 'test/bench/ast-grep/rules');
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  const others = files.join('\n').match(/^id: /gm)?.length ?? 0;
  return `Rules: archguide all ${pack.rules.length} of its pack, ast-grep ${others} of the same meaning for Python`;
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
