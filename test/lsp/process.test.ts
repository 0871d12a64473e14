import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { ErrorCodes, type Diagnostic, type Hover, type ResponseError } from 'vscode-languageserver/node';
import { builtCommands } from '../support/lsp/built';
import { ServerProcess } from '../support/lsp/serverProcess';
import { orders, shop } from '../support/lsp/shop';
import { TempFolder } from '../support/lsp/tempFolder';

for (const [name, pick] of Object.entries({ 'dist/server.js --stdio': 'server', 'dist/cli.js lsp': 'cli' } as const)) {
  describe(`server: as a process, ${name}`, () => {
    let folder: TempFolder;
    const started: ServerProcess[] = [];
    const start = (): ServerProcess => {
      const process = new ServerProcess(builtCommands()[pick]);
      started.push(process);
      return process;
    };
    before(async () => { folder = await TempFolder.create(shop); });
    afterEach(() => { for (const process of started.splice(0)) process.stop(); });
    after(() => folder.dispose());

    const open = (server: ServerProcess, text: string = shop[orders]): Promise<void> =>
      server.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: folder.uriOf(orders), languageId: 'python', version: 1, text } });
    const hover = (server: ServerProcess): Promise<Hover | null> => server.connection.sendRequest('textDocument/hover', { textDocument: { uri: folder.uriOf(orders) }, position: { line: 21, character: 20 } });

    it('serves: findings pulled, pages, search, and exit code 0 after shutdown', async () => {
      const server = start();
      const { serverInfo } = await server.initialize(folder.uri);
      assert.match(serverInfo?.version ?? '', /^\d+\.\d+\.\d+/);
      await open(server);
      const report = await server.connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri: folder.uriOf(orders) } });
      assert.ok(report.items.some(({ code }) => code === 'event-loop/no-blocking-call'));
      assert.match(JSON.stringify(await hover(server)), /RabbitMQ Connection Management/);
      const hits = await server.connection.sendRequest<unknown[]>('archguide/search', { query: 'rabbitmq reconnect', limit: 3 });
      assert.equal(hits.length, 3);
      const page = await server.connection.sendRequest<{ html: string }>('archguide/page', { id: 'atomic/integrations/rabbitmq/connection-management' });
      assert.match(page.html, /<h2/);
      assert.notEqual((await server.connection.sendRequest<unknown[]>('archguide/snippets', {})).length, 0);
      assert.equal(await server.connection.sendRequest('shutdown'), null);
      await server.connection.sendNotification('exit');
      assert.deepEqual(await server.ended, { code: 0, signal: null });
      assert.equal(server.noise, '', 'standard error stays silent');
    });

    it('pushes findings to clients that do not pull', async () => {
      const server = start();
      const pushed = new Promise<Diagnostic[]>((resolve) => {
        server.connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }: { diagnostics: Diagnostic[] }) => { if (diagnostics.length === 4) resolve(diagnostics); });
      });
      await server.initialize(folder.uri, { client: 'push' });
      await open(server);
      assert.equal((await pushed)[0]?.code, 'event-loop/no-blocking-call');
    });

    it('ends with 1 at exit without shutdown, and refuses requests after shutdown (LSP 3.17, exit)', async () => {
      const server = start();
      await server.initialize(folder.uri);
      await server.connection.sendNotification('exit');
      assert.equal((await server.ended).code, 1);
      const other = start();
      await other.initialize(folder.uri);
      await other.connection.sendRequest('shutdown');
      await assert.rejects(hover(other), (error: ResponseError) => error.code === ErrorCodes.InvalidRequest);
      await other.connection.sendNotification('exit');
      assert.equal((await other.ended).code, 0);
    });

    it('refuses requests before initialize', async () => {
      const server = start();
      await assert.rejects(hover(server), (error: ResponseError) => error.code === ErrorCodes.ServerNotInitialized);
      await server.initialize(folder.uri);
      await open(server);
      assert.notEqual(await hover(server), null);
    });

    it('ends when its streams are closed, as by an editor that crashed', async () => {
      const server = start();
      await server.initialize(folder.uri);
      server.child.stdin.end();
      assert.equal((await server.ended).code, 1);
    });

    it('ends when the process that started it is gone, though the streams stay open', async () => {
      const parent = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: 'pipe' });
      const server = start();
      await server.initialize(folder.uri, { processId: parent.pid ?? null });
      await open(server);
      assert.notEqual(await hover(server), null);
      parent.stdin.end();
      assert.notEqual((await server.ended).code, null);
    });

    it('lives on after messages that are no messages of the protocol', async () => {
      const server = start();
      await server.initialize(folder.uri);
      const send = (text: string): void => { server.child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`); };
      for (const text of ['{', 'null', '[]', '7', '{"jsonrpc":"2.0"}', '{"jsonrpc":"2.0","id":77}', '{"jsonrpc":"2.0","id":78,"result":1}', '{"jsonrpc":"2.0","method":7}', '{"jsonrpc":"2.0","id":{},"method":"textDocument/hover","params":[]}', '{"jsonrpc":"2.0","method":"textDocument/didOpen"}', '{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":123456}}']) send(text);
      await open(server);
      assert.match(JSON.stringify(await hover(server)), /RabbitMQ/);
    });

    it('survives YAML nested 100,000 deep, where the process itself was at stake', async () => {
      const server = start();
      await server.initialize(folder.uri);
      for (const path of ['docker-compose.yml', 'archguide.yaml']) {
        for (const text of ['['.repeat(100_000), '{a: '.repeat(100_000), `services:\n  ${'- '.repeat(100_000)}x`, Array.from({ length: 3_000 }, (_, at) => `${' '.repeat(at)}a:\n`).join('')]) {
          await server.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: folder.uriOf(path), languageId: 'yaml', version: 1, text } });
          await server.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: folder.uriOf(path) } });
        }
      }
      await open(server);
      assert.match(JSON.stringify(await hover(server)), /RabbitMQ/);
    });
  });
}
