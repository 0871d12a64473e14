import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../../package.json';
import { systemClock } from '../node/logger';
import { createParsers } from '../node/parsers';
import { pageWriter } from '../node/pageFile';
import { bundledPacks, bundledSnippets, folderOf, installation, today } from '../node/platform';
import { bundleSource } from './knowledgeSource';
import type { Platform } from './platform';
import { startServer } from './server';

/** The server in a process of its own; the transport is the one that the command line names (`--stdio`, `--node-ipc`). */
function nodePlatform(): Platform {
  const place = installation();
  const bundle = bundledPacks(place);
  return {
    parsers: createParsers(),
    clock: systemClock,
    bundle: async () => ({ packs: await bundle.packs(), source: bundleSource(bundle) }),
    snippets: () => bundledSnippets(place),
    folder: folderOf,
    today,
    version,
    writePage: pageWriter(),
  };
}

startServer(createConnection(ProposedFeatures.all), nodePlatform());
