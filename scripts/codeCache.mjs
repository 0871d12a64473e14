// Lets V8 compile the built server, for the launcher (server/src/lsp/launch.ts): a short session runs what a start runs.
import { spawn } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const text = 'import asyncio\nimport time\n\n\nclass Orders:\n    limit: int = 1\n\n    async def load(self, key: str = "a") -> list[str]:\n        time.sleep(1)\n        return [part for part in key.split(",") if part]\n';

/** Milliseconds that the session may take: without compiled code, all works as well. */
const most = 15_000;

/** Writes compiled code beside the server, where this Node does not keep it by itself. */
export async function writeCodeCache(server) {
  const main = basename(server).replace(/\.js$/, '.main.js');
  for (const name of await readdir(dirname(server))) if (name.startsWith(`${main}.`) && name.endsWith('.cache')) await rm(join(dirname(server), name), { force: true });
  if (Number(process.versions.node.split('.')[0]) >= 22) return;
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, ARCHGUIDE_CODE_CACHE: 'write' } });
  const timer = setTimeout(() => child.kill(), most);
  const send = (message) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  // What is sent before the answer to `initialize` is not looked at.
  const steps = [
    { after: '"id":1', send: [
      { method: 'initialized', params: {} },
      { method: 'textDocument/didOpen', params: { textDocument: { uri: 'file:///orders.py', languageId: 'python', version: 1, text } } },
    ] },
    { after: 'textDocument/publishDiagnostics', send: [{ id: 2, method: 'shutdown' }, { method: 'exit' }] },
  ];
  let heard = '';
  child.stdin.on('error', () => undefined);
  child.stdout.setEncoding('utf8').on('data', (part) => {
    heard += part;
    while (steps[0] && heard.includes(steps[0].after)) steps.shift().send.forEach(send);
  });
  send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
  await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(timer);
}
