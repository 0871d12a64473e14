import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ConceptIndex } from '../../server/src/core/pack/concepts';
import { neverCancelled, type PythonParser } from '../../server/src/core/ports';
import { checks } from '../../server/src/core/rules/checks/registry';
import { Knowledge } from '../../server/src/core/workspace/knowledge';
import { MemoryFiles } from '../../server/src/core/workspace/memoryFiles';
import { Workspace } from '../../server/src/core/workspace/workspace';
import { openBundle } from '../../server/src/node/bundle';
import { systemClock } from '../../server/src/node/logger';
import { createParsers } from '../../server/src/node/parsers';
import { writeLargeTree } from './large/tree';
import { pythonService } from './latency/pythonService';
import { spreadOf, type Bench, type BenchContext } from './model';

const lines = 1_000;
const keys = 40;
const treeFiles = 200;
const edited = 'services/edited_api/src/orders.py';

/** The rules that were built first, of all families: what the others cost is told beside them. */
const first: ReadonlySet<string> = new Set([
  'boundary/no-direct-database', 'boundary/no-database-credentials', 'boundary/no-database-dependency', 'boundary/one-framework-per-process',
  'boundary/one-service-per-container', 'boundary/no-cross-service-import', 'boundary/unused-data-service',
  'event-loop/no-manual-loop', 'event-loop/keep-task-reference', 'event-loop/no-nested-run', 'event-loop/no-blocking-call', 'event-loop/unawaited-coroutine',
  'http/async-client', 'http/timeout-required', 'http/no-hardcoded-url', 'rabbitmq/robust-connection', 'rabbitmq/persistent-message', 'rabbitmq/explicit-ack',
  'redis/async-client', 'redis/ttl-required', 'fastapi/lifespan', 'fastapi/versioned-routes', 'fastapi/validated-body',
  'aiogram/v3-api', 'aiogram/persistent-storage',
  'compose/pinned-image', 'compose/canonical-version', 'compose/healthcheck', 'compose/wait-for-healthy', 'compose/unknown-service',
  'compose/no-inline-secret', 'compose/no-published-datastore', 'compose/port-conflict',
]);

interface Took {
  readonly opened: number;
  readonly keys: readonly number[];
  readonly tree: number;
}

/** What more rules cost: all of the pack beside the first ones, the rest turned off by configuration. */
export const bench: Bench = {
  name: 'growth',
  title: 'What more rules cost',
  async run(context) {
    const packs = await openBundle(join(context.root, 'dist/packs')).packs();
    const every = packs.flatMap((pack) => pack.rules.map(({ id }) => id));
    const off = every.filter((id) => !first.has(id));
    const folder = await mkdtemp(join(context.temporary, 'tree-'));
    await writeLargeTree(folder, treeFiles, true);
    const tree = await textsOf(folder);
    const few: Took[] = [];
    const all: Took[] = [];
    // One of each is not counted: the first to run compiles what both run.
    await measured(context, tree, off);
    await measured(context, tree, []);
    for (let run = 1; run <= context.runs; run++) {
      context.progress(`run ${run} of ${context.runs}`);
      few.push(await measured(context, tree, off));
      all.push(await measured(context, tree, []));
    }
    const row = (title: string, of: (took: Took) => readonly number[]): (string | number)[] => {
      const [less, more] = [spreadOf(few.flatMap(of)).median, spreadOf(all.flatMap(of)).median];
      return [title, less, more, more / less];
    };
    return [{
      title: 'Processor time, medians', columns: ['', `${every.length - off.length} rules, ms`, `${every.length} rules, ms`, 'ratio'],
      rows: [
        row(`a file of ${lines} lines opened, to its findings`, ({ opened }) => [opened]),
        row(`a key in it`, (took) => took.keys),
        row(`${tree.size} files read and judged`, ({ tree: ms }) => [ms]),
      ],
      notes: ['Processor time of one process, the two sides in turns. The other rules are turned off in archguide.yaml.'],
    }];
  },
};

async function measured({ root }: BenchContext, tree: ReadonlyMap<string, string>, off: readonly string[]): Promise<Took> {
  const text = pythonService(lines);
  const configuration = `packs: [improved-hybrid]\nservices: { services/edited_api: api }\nrules: { ${off.map((id) => `${id}: "off"`).join(', ')} }\n`;
  const parsers = createParsers();
  const parser: PythonParser = await parsers.python();
  const packs = await openBundle(join(root, 'dist/packs')).packs();
  const source = { page: () => Promise.resolve(null), search: () => Promise.reject(new Error('not searched')) };
  const knowledge = new Knowledge(packs, new ConceptIndex(packs.flatMap((pack) => [...pack.modules.values()])), source);
  const silent = (): void => undefined;
  const workspaceOf = (files: ReadonlyMap<string, string>): Workspace => new Workspace({
    ports: { files: new MemoryFiles(new Map([...files, ['archguide.yaml', configuration]])), parsers, clock: systemClock, logger: { error: silent, warn: silent, info: silent, debug: silent } },
    parser, knowledge, checks, trusted: true, today: '2026-01-01',
  });
  const small = workspaceOf(new Map([[edited, text]]));
  const large = workspaceOf(tree);
  try {
    await small.index(neverCancelled, silent);
    const opened = spent(() => { small.open(edited, text); small.findings(edited); });
    const all = text.split('\n');
    const at = { line: all.findIndex((line, index) => index > all.length / 2 && /^ {4}\S/.test(line)), character: 4 };
    const took: number[] = [];
    for (let key = 0; key < keys + 10; key++) {
      const ms = spent(() => {
        small.change(edited, [{ range: { start: at, end: at }, text: key === 0 ? 'x = 1; ' : 'x' }]);
        small.findings(edited);
      });
      if (key >= 10) took.push(ms);
    }
    const begin = process.cpuUsage();
    await large.index(neverCancelled, silent);
    for (const path of tree.keys()) large.findings(path);
    const { user, system } = process.cpuUsage(begin);
    return { opened, keys: took, tree: (user + system) / 1_000 };
  } finally {
    small.dispose();
    large.dispose();
  }
}

/** Milliseconds of processor time of this process. */
function spent(work: () => void): number {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1_000;
}

async function textsOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'archguide.yaml').map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [relative(folder, file).replaceAll('\\', '/'), await readFile(file, 'utf8')] as const)));
}
