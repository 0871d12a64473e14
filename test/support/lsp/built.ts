import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

/** Command lines of the built server, both ways to start it. Fails where it is not built. */
export function builtCommands(): { readonly server: readonly string[]; readonly cli: readonly string[] } {
  const files = { server: join(root, 'dist/server.js'), cli: join(root, 'dist/cli.js') };
  for (const file of [...Object.values(files), join(root, 'dist/packs')]) assert.ok(existsSync(file), `${file} is missing; build it: npm run build`);
  return { server: [process.execPath, files.server, '--stdio'], cli: [process.execPath, files.cli, 'lsp'] };
}
