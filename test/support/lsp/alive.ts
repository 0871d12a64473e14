import assert from 'node:assert/strict';
import { orders, shop } from './shop';
import { withServer, type TestConnection } from './testConnection';
import type { FileTree } from './tempFolder';

/** Runs `work` with a server over the shop and more files, then shows that the server still serves: it explains, judges and mends. */
export async function survives(files: FileTree, work: (client: TestConnection) => Promise<void>, options: { readonly client?: 'pull' | 'push' } = {}): Promise<void> {
  await withServer({ files: { ...shop, ...files }, ...options }, async (client) => {
    await work(client);
    await client.open(orders, shop[orders]);
    assert.match(await client.hoverText(orders, 'connect_robust'), /RabbitMQ Connection Management/, 'a hover is answered');
    assert.ok((await client.pull(orders)).some(({ code }) => code === 'event-loop/no-blocking-call'), 'findings are reported');
    assert.notEqual((await client.codeActions(orders, client.range(orders, 'time.sleep(1)'))).length, 0, 'actions are offered');
  });
}

/** Asks everything that an editor asks of an open document, at a place. */
export async function askEverything(client: TestConnection, path: string, line = 0, character = 0): Promise<void> {
  const position = { line, character };
  await client.pull(path);
  await client.hover(path, position);
  await client.completion(path, position);
  await client.codeActions(path, { start: position, end: { line: line + 3, character: 0 } });
  await client.links(path);
  await client.ask('archguide/fileGuidance', { uri: client.uri(path) });
}
