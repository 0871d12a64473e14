import type { PackBundle } from '../core/pack/packBundle';
import { ConceptIndex } from '../core/pack/concepts';
import { checks } from '../core/rules/checks/registry';
import type { Files, Parsers, PythonParser } from '../core/ports';
import { Knowledge } from '../core/workspace/knowledge';
import type { PythonPool } from '../core/workspace/pool';
import { Workspace, type WorkspaceParts } from '../core/workspace/workspace';
import { stderrLogger, systemClock } from '../node/logger';
import { createParsers } from '../node/parsers';
import { bundledPacks, installation, today } from '../node/platform';

/** What every command builds on: the grammar, the bundled packs, the checks. */
export interface CommandEngine {
  readonly parsers: Parsers;
  readonly parser: PythonParser;
  readonly bundle: PackBundle;
  readonly knowledge: Knowledge;
}

export async function commandEngine(): Promise<CommandEngine> {
  const parsers = createParsers();
  const bundle = bundledPacks(installation());
  const [parser, packs] = await Promise.all([parsers.python(), bundle.packs()]);
  const knowledge = new Knowledge(packs, new ConceptIndex(packs.flatMap((pack) => [...pack.modules.values()])), {
    page: async (pack, id) => (await bundle.sources(pack)).get(id) ?? null,
    search: () => bundle.search(),
  });
  return { parsers, parser, bundle, knowledge };
}

/** So that most files are parsed once: facts take about 100 bytes a character of their text. */
export const keptCharacters = 3_000_000;

/** A workspace over files, with the given knowledge. */
export function commandWorkspace(engine: CommandEngine, files: Files, knowledge: Knowledge = engine.knowledge, pool: PythonPool | null = null): Workspace {
  return new Workspace({ ...workspaceParts(engine, files, knowledge), ...(pool ? { pool } : {}) });
}

export function workspaceParts(engine: CommandEngine, files: Files, knowledge: Knowledge): WorkspaceParts {
  return {
    ports: { files, parsers: engine.parsers, logger: stderrLogger(false), clock: systemClock },
    parser: engine.parser, knowledge, checks, trusted: true, today: today(), keptCharacters,
  };
}
