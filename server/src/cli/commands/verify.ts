import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { ConceptIndex } from '../../core/pack/concepts';
import { loadPack, type LoadedPack } from '../../core/pack/packLoader';
import { verifyPack } from '../../core/pack/verify/verifyPack';
import { verifyText } from '../../core/pack/verify/verifyText';
import { checks } from '../../core/rules/checks/registry';
import { QueryRules } from '../../core/rules/queries';
import { blockChecker } from '../../core/workspace/blockChecker';
import { Knowledge } from '../../core/workspace/knowledge';
import { stderrLogger, systemClock } from '../../node/logger';
import { readPackFolder } from '../../node/bundle';
import { today } from '../../node/platform';
import { commandEngine, type CommandEngine } from '../engine';
import { pythonFault } from '../pythonFault';
import { readArguments, UsageError } from '../usage';

/** `archguide verify`: bundled packs, or the pack in a folder, proved by their own examples. */
export async function verify(args: readonly string[]): Promise<number> {
  const { positionals } = readArguments(args, {});
  if (positionals.length > 1) throw new UsageError('`verify` takes one pack');
  const engine = await commandEngine();
  const [wanted] = positionals;
  const loaded = wanted === undefined ? await bundled(engine) : [await named(engine, wanted)];
  let failures = 0;
  for (const pack of loaded) failures += await prove(engine, pack);
  return failures > 0 ? 1 : 0;
}

async function prove(engine: CommandEngine, { pack, sources }: LoadedPack): Promise<number> {
  for (const problem of pack.problems) {
    process.stdout.write(`${problem.path}:${problem.range.start.line + 1}:${problem.range.start.character + 1}: ${problem.severity} [${problem.rule}] ${problem.message}\n`);
  }
  const others = engine.knowledge.packs.filter((other) => other.id !== pack.id);
  const packs = pack.bundled ? [pack] : [...others, pack];
  const knowledge = new Knowledge(packs, new ConceptIndex(packs.flatMap((one) => [...one.modules.values()])), engine.knowledge.source);
  const check = blockChecker(pack.id, { parser: engine.parser, knowledge, checks, today: today() }, { parsers: engine.parsers, logger: stderrLogger(false), clock: systemClock });
  const report = await verifyPack(pack, sources, check, { knownRules: new Set(knowledge.rules.keys()), parse: new Map([['python', pythonFault(engine.parser)], ['py', pythonFault(engine.parser)]]) });
  process.stdout.write(`${verifyText(report)}\n`);
  return report.failures.length + pack.problems.filter((problem) => problem.severity === 'error').length;
}

async function bundled(engine: CommandEngine): Promise<LoadedPack[]> {
  return Promise.all((await engine.bundle.packs()).map(async (pack) => ({ pack, sources: await engine.bundle.sources(pack.id) })));
}

/** A bundled pack by its name, or one in a folder. */
async function named(engine: CommandEngine, wanted: string): Promise<LoadedPack> {
  const ids = await engine.bundle.packIds();
  if (ids.includes(wanted)) return { pack: await engine.bundle.pack(wanted), sources: await engine.bundle.sources(wanted) };
  const folder = resolve(wanted);
  const isFolder = await stat(folder).then((found) => found.isDirectory(), () => false);
  if (!isFolder) throw new UsageError(`\`${wanted}\` is neither a bundled pack (${ids.join(', ')}) nor a folder`);
  const queries = new QueryRules(engine.parser.language);
  const loaded = loadPack(await readPackFolder(folder), {
    id: basename(folder), bundled: false, root: wanted, checks: checks.map((check) => check.name), compileQuery: (source) => queries.problem(source),
  });
  // Nothing proved is no proof: the wrong folder was named.
  if (loaded.pack.modules.size === 0 && loaded.pack.problems.length === 0) throw new UsageError(`\`${wanted}\` holds no pages: a pack is a folder of Markdown files`);
  return loaded;
}
