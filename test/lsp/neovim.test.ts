import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { builtCommands } from '../support/lsp/built';
import { orders, shop } from '../support/lsp/shop';
import { TempFolder } from '../support/lsp/tempFolder';

interface Seen {
  readonly version: string;
  readonly problem?: string;
  readonly errors: readonly string[];
  readonly before: readonly { readonly code: string; readonly line: number }[];
  readonly after: readonly { readonly code: string; readonly line: number }[];
  readonly typed: readonly { readonly code: string; readonly line: number }[];
  readonly hover: string;
  readonly actions: readonly string[];
  readonly line: string;
}

/** Runs test/lsp/neovim.lua in a bare Neovim; gives what it saw. */
async function neovim(root: string): Promise<Seen> {
  const child = spawn('nvim', ['--headless', '--clean', '-n', '-c', `luafile ${join(__dirname, 'neovim.lua')}`], {
    cwd: root, env: { ...process.env, ARCHGUIDE_COMMAND: JSON.stringify(builtCommands().cli), ARCHGUIDE_ROOT: root, XDG_STATE_HOME: join(root, '..', 'state'), XDG_CACHE_HOME: join(root, '..', 'cache') },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { output += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { output += text; });
  const code = await new Promise<number | null>((resolve, reject) => { child.on('error', reject).on('close', resolve); });
  const line = output.split(/\r?\n/).find((text) => text.startsWith('ARCHGUIDE '));
  assert.ok(line, `Neovim ended with ${String(code)} and said: ${output}`);
  return JSON.parse(line.slice('ARCHGUIDE '.length)) as Seen;
}

describe('server: Neovim as its client', () => {
  before('Neovim is installed', () => {
    assert.equal(spawnSync('nvim', ['--version']).status, 0, 'Neovim is missing; install it: apt-get install -y neovim');
  });

  it('shows findings, explains a name, applies a fix, follows what is typed, and ends', async () => {
    const folder = await TempFolder.create(shop);
    try {
      const seen = await neovim(folder.root);
      assert.equal(seen.problem, undefined, JSON.stringify(seen, null, 1));
      assert.deepEqual(seen.errors, []);
      assert.deepEqual(seen.before.map(({ code, line }) => [code, line]), [
        ['event-loop/no-blocking-call', 11], ['rabbitmq/robust-connection', 16], ['event-loop/keep-task-reference', 25], ['event-loop/keep-task-reference', 29],
      ]);
      assert.match(seen.hover, /RabbitMQ Connection Management/);
      assert.equal(seen.actions[0], 'Await asyncio.sleep');
      assert.equal(seen.line, '    await asyncio.sleep(1)');
      assert.deepEqual(seen.after.map(({ line }) => line), [15, 24, 28]);
      assert.deepEqual(seen.typed.map(({ code, line }) => [code, line])[0], ['event-loop/no-blocking-call', 12]);
      assert.equal(await folder.read(orders), shop[orders], 'nothing is saved that the user did not save');
    } finally {
      await folder.dispose();
    }
  });
});
