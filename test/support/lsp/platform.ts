import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPacks } from '../../../scripts/build-packs';
import type { Platform } from '../../../server/src/lsp/platform';
import { bundleSource } from '../../../server/src/lsp/knowledgeSource';
import { systemClock } from '../../../server/src/node/logger';
import { pageWriter } from '../../../server/src/node/pageFile';
import { createParsers } from '../../../server/src/node/parsers';
import { bundledPacks, bundledSnippets, folderOf, today } from '../../../server/src/node/platform';

const root = join(__dirname, '../../..');

/** What is slow to make and never changes: made when first asked for, once in a test run. */
class Installed {
  private packs: Promise<string> | null = null;
  readonly parsers = createParsers();

  /** The folder of the bundled packs, built from docs-bundle as the build does. */
  packFolder(): Promise<string> {
    this.packs ??= (async () => {
      const folder = mkdtempSync(join(tmpdir(), 'archguide-packs-'));
      process.once('exit', () => { rmSync(folder, { recursive: true, force: true }); });
      await buildPacks(join(root, 'docs-bundle'), folder);
      return folder;
    })();
    return this.packs;
  }
}

const installed = new Installed();

/** The server's platform in a process (server/src/lsp/main.ts), over packs built for this run. */
export async function nodePlatform(): Promise<Platform> {
  const place = { packs: await installed.packFolder(), snippets: join(root, 'snippets') };
  const bundle = bundledPacks(place);
  return {
    parsers: installed.parsers,
    clock: systemClock,
    bundle: async () => ({ packs: await bundle.packs(), source: bundleSource(bundle) }),
    snippets: () => bundledSnippets(place),
    folder: folderOf,
    today,
    version: '0.0.0-test',
    writePage: pageWriter(),
  };
}
