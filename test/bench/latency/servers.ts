import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ServerCommand } from './languageServer';

/** Our server, as built. @throws where it is not built */
export function ownServer(root: string): ServerCommand {
  const file = join(root, 'dist/server.js');
  if (!existsSync(file)) throw new Error('dist/server.js is missing: npm run build');
  return { name: 'archguide', command: process.execPath, args: [file, '--stdio'], skipsUnchanged: true };
}

/** `ast-grep lsp`, the native program without the Node script around it; null where there is none for this platform. */
export function astGrep(root: string): ServerCommand | null {
  const require = createRequire(join(root, 'package.json'));
  const abi = process.platform === 'linux' ? '-gnu' : process.platform === 'win32' ? '-msvc' : '';
  try {
    const folder = dirname(require.resolve(`@ast-grep/cli-${process.platform}-${process.arch}${abi}/package.json`));
    return { name: 'ast-grep lsp', command: join(folder, process.platform === 'win32' ? 'ast-grep.exe' : 'ast-grep'), args: ['lsp'], skipsUnchanged: false };
  } catch {
    return null;
  }
}
