// The figures of speed and memory. Usage: npm run bench -- [name …] [--runs N] [--write FILE]
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench } from './model';
import { machineFacts, toMarkdown } from './report';

const suffix = '.bench.ts';

async function benches(wanted: readonly string[]): Promise<Bench[]> {
  const names = (await readdir(__dirname)).filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length)).sort();
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`no benchmark is called ${unknown.join(', ')}; there are ${names.join(', ')}`);
  const chosen = wanted.length > 0 ? wanted : names;
  return Promise.all(chosen.map(async (name) => ((await import(`./${name}${suffix}`)) as { bench: Bench }).bench));
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { runs: { type: 'string', default: '5' }, write: { type: 'string' } } });
  const runs = Math.max(1, Number.parseInt(values.runs, 10) || 1);
  const root = dirname(dirname(__dirname));
  const parts = [`# Benchmarks\n\n${machineFacts()}; ${runs} run${runs === 1 ? '' : 's'}.\n`];
  process.stdout.write(`${parts[0] ?? ''}\n`);
  for (const bench of await benches(positionals)) {
    const temporary = await mkdtemp(join(tmpdir(), 'archguide-bench-'));
    try {
      const tables = await bench.run({ root, runs, temporary, progress: (message) => { process.stderr.write(`${bench.name}: ${message}\n`); } });
      const text = [`## ${bench.title}\n`, ...tables.map(toMarkdown)].join('\n');
      process.stdout.write(`${text}\n`);
      parts.push(text);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }
  if (values.write !== undefined) await writeFile(values.write, `${parts.join('\n')}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  process.exitCode = 1;
});
