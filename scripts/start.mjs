// `npm start`: VS Code with this extension, on the examples. Installs and builds what is missing.
// Usage: npm start [-- [--desktop] [FOLDER]]
//   --desktop: the VS Code on this machine (`code` on PATH), in place of one that runs in the browser
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { onPath, repository } from './editor/paths.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { desktop: { type: 'boolean' }, port: { type: 'string' } } });
const folder = resolve(positionals[0] ?? join(repository, 'examples'));
const shell = process.platform === 'win32';

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: repository, stdio: 'inherit', shell });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(join(repository, 'node_modules', 'esbuild'))) {
  console.log('Installing packages…');
  run('npm', ['ci']);
}

if (values.desktop === true || process.platform === 'win32') {
  const code = onPath(...(shell ? ['code.cmd'] : ['code', 'code-insiders', 'codium']));
  if (code === null) {
    console.error('There is no `code` on PATH. In VS Code run "Shell Command: Install \'code\' command in PATH", or leave out --desktop.');
    process.exit(1);
  }
  console.log('Building the extension…');
  const { buildVsix } = await import('./editor/vsix.mjs');
  run(code, ['--install-extension', buildVsix(), '--force']);
  run(code, [folder]);
} else {
  console.log('Building the extension, and setting up the editor where it is not there yet (about 1 GB, once)…');
  run(process.execPath, [join('scripts', 'editor.mjs'), folder, '--port', values.port ?? '0']);
}
