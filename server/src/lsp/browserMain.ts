import { Language, Parser } from 'web-tree-sitter';
import { BrowserMessageReader, BrowserMessageWriter, createConnection, type Connection } from 'vscode-languageserver/browser';
import { version } from '../../../package.json';
import { readSnippets, type Snippet } from '../core/features/snippets';
import { PackBundle } from '../core/pack/packBundle';
import type { Clock, Files, Parsers, PythonParser } from '../core/ports';
import { makePythonParser } from '../core/syntax/pythonParser';
import { languageOf } from '../core/workspace/language';
import type { ClientRequests, WorkerStart } from '../protocol/requests';
import { bundleSource } from './knowledgeSource';
import type { Platform } from './platform';
import { startServer } from './server';

/** Of the web worker: the compiler's library for it cannot stand beside Node's types. */
declare const self: { onmessage: ((event: { readonly data: unknown }) => void) | null };

/** Files of `snippets/`: a web server lists no folders. A test compares them with the folder. */
export const snippetFiles = ['dockerfile', 'python', 'toml', 'yaml'] as const;

/** The server in a web worker: its own files come by fetch, the workspace's through the client. */
function browserPlatform(connection: Connection, extensionUri: string): Platform {
  const at = (path: string): string => `${extensionUri.replace(/\/$/, '')}/${path}`;
  const bundle = new PackBundle({ read: async (name) => (await get(at(`dist/packs/${name}`))).text() });
  return {
    asksClient: true,
    parsers: browserParsers(at),
    clock: workerClock,
    bundle: async () => ({ packs: await bundle.packs(), source: bundleSource(bundle) }),
    snippets: () => snippets(at),
    folder: (uri) => clientFiles(connection, uri),
    today: () => new Date().toISOString().slice(0, 10),
    version,
  };
}

function browserParsers(at: (path: string) => string): Parsers {
  let python: Promise<PythonParser> | null = null;
  const load = async (): Promise<PythonParser> => {
    await Parser.init({ locateFile: () => at('dist/web-tree-sitter.wasm') });
    const grammar = await (await get(at('dist/tree-sitter-python.wasm'))).arrayBuffer();
    return makePythonParser(await Language.load(new Uint8Array(grammar)));
  };
  return { python: () => (python ??= load()) };
}

async function snippets(at: (path: string) => string): Promise<readonly Snippet[]> {
  const files = await Promise.all(snippetFiles.map(async (language) => {
    try {
      return readSnippets(language, await (await get(at(`snippets/${language}.json`))).json());
    } catch {
      return [];
    }
  }));
  return files.flat();
}

async function get(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

function clientFiles(connection: Connection, folder: string): Files {
  const ask = <M extends keyof ClientRequests>(method: M, params: ClientRequests[M]['params']): Promise<ClientRequests[M]['result']> =>
    connection.sendRequest(method, params);
  const base = folder.replace(/\/$/, '');
  return {
    async read(path) {
      const text = await ask('archguide/read', { uri: `${base}/${path.split('/').map(encodeURIComponent).join('/')}` }).catch(() => null);
      return text?.replace(/^\uFEFF/, '') ?? null;
    },
    async list() {
      const paths = await ask('archguide/files', { folder }).catch(() => []);
      return paths.filter((path) => languageOf(path) !== null).sort();
    },
  };
}

const workerClock: Clock = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => { clearTimeout(timer); };
  },
};

// The reader takes the worker's messages over in the same turn, so that none of LSP is lost.
self.onmessage = ({ data }) => {
  const { extensionUri } = data as WorkerStart;
  const connection = createConnection(new BrowserMessageReader(self as never), new BrowserMessageWriter(self as never));
  startServer(connection, browserPlatform(connection, extensionUri));
};
