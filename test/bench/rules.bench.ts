import { ConceptIndex } from '../../server/src/core/pack/concepts';
import { neverCancelled, type PythonParser } from '../../server/src/core/ports';
import { checks } from '../../server/src/core/rules/checks/registry';
import type { Check } from '../../server/src/core/rules/model';
import { Knowledge } from '../../server/src/core/workspace/knowledge';
import { MemoryFiles } from '../../server/src/core/workspace/memoryFiles';
import { Workspace } from '../../server/src/core/workspace/workspace';
import { openBundle } from '../../server/src/node/bundle';
import { systemClock } from '../../server/src/node/logger';
import { createParsers } from '../../server/src/node/parsers';
import { join } from 'node:path';
import { pythonService } from './latency/pythonService';
import { spreadOf, type Bench, type BenchContext, type BenchTable } from './model';

const lines = 1_000;
const keys = 40;
const path = 'services/orders_api/src/orders.py';
const adopting = 'packs: [improved-hybrid]\nservices: { services/orders_api: api }\n';

/** Processor time of a key by rule, and with all checks beside none. */
export const bench: Bench = {
  name: 'rules',
  title: 'What the rules cost at a key',
  async run(context) {
    const spent = new Map<string, number>();
    const all: number[] = [];
    const none: number[] = [];
    for (let run = 1; run <= context.runs; run++) {
      context.progress(`run ${run} of ${context.runs}`);
      all.push(...await typed(context, checks.map((check) => timed(check, spent))));
      none.push(...await typed(context, checks.map((check) => ({ ...check, run: () => undefined }))));
    }
    const typedKeys = context.runs * keys;
    const rules: BenchTable = {
      title: `By rule, ${lines} lines`, columns: ['rule', 'processor ms a key'],
      rows: [...spent].sort((a, b) => b[1] - a[1]).map(([name, ms]) => [name, ms / typedKeys]),
      notes: ['Rules that are checks; those that are matchers over facts share one pass and are in the sum alone.'],
    };
    const sum: BenchTable = {
      title: `All rules, ${lines} lines`, columns: ['', 'median ms', 'p95 ms'],
      rows: ([['read and judged', all], ['read, and matched over facts, without checks', none]] as const).map(([name, values]) => {
        const { median, p95 } = spreadOf(values);
        return [name, median, p95];
      }),
      notes: [`Processor time of this process for ${keys} keys a run inside a function, from the edit to the findings; the first ten of each run are left out.`],
    };
    return [sum, rules];
  },
};

function timed(check: Check, spent: Map<string, number>): Check {
  const run = check.run as (context: never) => void;
  return {
    ...check,
    run: (context: never) => {
      const begin = performance.now();
      run(context);
      spent.set(check.name, (spent.get(check.name) ?? 0) + performance.now() - begin);
    },
  } as Check;
}

/** Types into the middle of the file; milliseconds of processor time by key. */
async function typed({ root }: BenchContext, judging: readonly Check[]): Promise<readonly number[]> {
  const text = pythonService(lines);
  const parsers = createParsers();
  const packs = await openBundle(join(root, 'dist/packs')).packs();
  const source = { page: () => Promise.resolve(null), search: () => Promise.reject(new Error('not searched')) };
  const knowledge = new Knowledge(packs, new ConceptIndex(packs.flatMap((pack) => [...pack.modules.values()])), source);
  const silent = (): void => undefined;
  const parser: PythonParser = await parsers.python();
  const workspace = new Workspace({
    ports: { files: new MemoryFiles(new Map([['archguide.yaml', adopting], [path, text]])), parsers, clock: systemClock, logger: { error: silent, warn: silent, info: silent, debug: silent } },
    parser, knowledge, checks: judging, trusted: true, today: '2026-01-01',
  });
  try {
    await workspace.index(neverCancelled, silent);
    workspace.open(path, text);
    workspace.findings(path);
    const all = text.split('\n');
    const at = { line: all.findIndex((line, index) => index > all.length / 2 && /^ {4}\S/.test(line)), character: 4 };
    const took: number[] = [];
    for (let key = 0; key < keys + 10; key++) {
      const begin = process.cpuUsage();
      workspace.change(path, [{ range: { start: at, end: at }, text: key === 0 ? 'x = 1; ' : 'x' }]);
      workspace.findings(path);
      const { user, system } = process.cpuUsage(begin);
      if (key >= 10) took.push((user + system) / 1_000);
    }
    return took;
  } finally {
    workspace.dispose();
  }
}
